use super::*;
use crate::case::{Case, CommandKind, Context, FLOW, Line, Stage};
use crate::product::ProductId;
use std::ops::ControlFlow;

/// One lender and one route: the whole pack is run by `desk lint` and in the benches.
fn small() -> Pack {
    let mut pack = Pack::BUILTIN;
    pack.products.to_mut().retain(|it| it.id == ProductId::CITIC_JINAN_NEW || it.id == ProductId::PF_DALI_NEW);
    pack.routes
        .to_mut()
        .retain(|it| it.id.as_str().ends_with("/presale") || it.id.as_str().ends_with("/completed_new"));
    pack
}

#[test]
fn the_laws_hold_of_two_lenders() {
    let (mut told, pack) = (Vec::new(), small());
    let proof = pack.prove(&mut |done, of| {
        told.push((done, of));
        ControlFlow::Continue(())
    });
    let proof = proof.unwrap();
    for law in &proof.laws {
        assert_eq!(law.broken, Vec::<String>::new(), "{}", law.name.en);
        assert!(law.asked > 0, "{}", law.name.en);
    }
    let parts = pack.products.len() + pack.routes.len() + 1;
    assert_eq!(told, (1..=parts).map(|done| (done, parts)).collect::<Vec<_>>());
}

#[test]
fn who_wants_no_more_is_told_how_far_it_came() {
    let stopped =
        small().prove(&mut |done, _| if done < 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) });
    let error = stopped.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Interrupted);
    assert!(error.to_string().starts_with("stopped after 2 of "), "{error}");
}

#[test]
fn a_number_knows_its_length() {
    let digits = |powers: &[(u64, u32)]| {
        let stands_for = powers.to_vec();
        let factor = Factor { name: name("", ""), because: name("", ""), explored: 0, stands_for };
        Proof { factors: vec![factor], laws: Vec::new() }.digits()
    };
    assert_eq!(digits(&[]), 1);
    assert_eq!(digits(&[(10, 2)]), 3);
    assert_eq!(digits(&[(2, 64), (3, 1)]), 20);
    assert_eq!(digits(&[(1_000_000_000, 7)]), 64);
}

/// A flow with one line left out, or one more.
fn flow(without: Option<(Stage, CommandKind)>, with: Option<Line>) -> Vec<Line> {
    let kept = FLOW.iter().filter(|line| Some((line.from, line.command)) != without).copied();
    kept.chain(with).collect()
}

#[test]
fn a_flow_without_a_way_out_breaks_the_law() {
    assert_eq!(laws::way_out(FLOW).broken, Vec::<String>::new());
    // After the money only the undoing of the sale leads out while the settlement is not confirmed.
    let law = laws::way_out(&flow(Some((Stage::Repaying, CommandKind::Rescind)), None));
    assert_eq!(law.broken.first().map(String::as_str), Some("[Repaying] with [ConfirmSettlement] shut"));
    let law = laws::way_out(&flow(Some((Stage::Settled, CommandKind::ReleaseMortgage)), None));
    assert_eq!(law.broken.first().map(String::as_str), Some("[Settled] with [] shut"));
}

#[test]
fn a_flow_past_the_review_breaks_the_law() {
    assert_eq!(laws::reviewed(FLOW).broken, Vec::<String>::new());
    let past = Line { from: Stage::Collecting, command: CommandKind::Submit, to: Stage::Applying };
    let law = laws::reviewed(&flow(None, Some(past)));
    assert_eq!(law.broken.first().map(String::as_str), Some("submit in collecting"));
    // A change of lender that goes on with the old review, and a loan that steps while papers come in.
    let kept = Line { from: Stage::Reviewing, command: CommandKind::Reopen, to: Stage::Prechecked };
    assert!(!laws::reviewed(&flow(None, Some(kept))).broken.is_empty());
    let early = Line { from: Stage::Collecting, command: CommandKind::StepLoan, to: Stage::Collecting };
    assert_eq!(laws::reviewed(&flow(None, Some(early))).broken, ["step_loan in collecting"]);
}

/// Lenders that ask fewer gates than they must, or never pay.
#[test]
fn a_payment_that_skips_a_gate_breaks_the_law() {
    let pack = Pack::builtin();
    let route = pack.routes.iter().find(|it| it.id.as_str() == "commercial/completed_new").unwrap();
    assert_eq!(gates::broken_by(pack, route, &gates::pays), Vec::<String>::new());
    for skipped in
        gates::MONEY.into_iter().filter(|step| route.gate(*step).iter().any(|line| line.need.milestone().is_some()))
    {
        let asked = move |case: &Case, context: &Context<'_>| -> Result<bool, Error> {
            let others = gates::MONEY.into_iter().filter(|step| *step != skipped);
            Ok(others.into_iter().all(|step| crate::case::gate::blockers(case.file(), step, context).is_empty()))
        };
        assert!(!gates::broken_by(pack, route, &asked).is_empty(), "{skipped}");
    }
    let never = |_: &Case, _: &Context<'_>| -> Result<bool, Error> { Ok(false) };
    assert!(!gates::broken_by(pack, route, &never).is_empty());
}
