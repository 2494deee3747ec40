//! What holds after every step, whatever it was.

use anjieflow::case::life::LifeEvent;
use anjieflow::case::{Case, Command, Context, Event, MilestoneState, News, Reason, gate};
use anjieflow::date::Date;
use anjieflow::interchange::Occasion;
use anjieflow::interchange::plain::{self, Rules};
use anjieflow::loan::LoanId;
use anjieflow::log::Entry;
use anjieflow::product::{Addressee, After, GateStep, MilestoneKind, Need, NewsKind, NoticeRule, Standing, Truth};
use anjieflow::{loan, worklist};

/// No lender pays unless the gate was open and the account was the designated one.
pub fn money_is_safe(before: &Case, command: &Command, entry: &Entry, context: &Context<'_>) {
    let Command::StepLoan(step) = command else { return };
    let (loan::Command::PayOut(payment), Event::LoanStepped(stepped)) = (&step.command, &entry.event) else {
        return;
    };
    let loan = before.file().loan(&stepped.loan).unwrap();
    assert_eq!(gate::payment_blockers(before.file(), loan, context), []);
    assert_eq!(before.file().account(loan.id()).unwrap().number, payment.account);
    assert_eq!(loan.file().amount(), payment.amount);
}

/// What is granted to come later shuts no gate, on no day; past its last day it is named, and nothing else is new.
pub fn leave_only_opens(before: &Case, after: &Case, context: &Context<'_>) {
    let lapse = |reason: &Reason| matches!(reason, Reason::WaiverLapsed { .. } | Reason::PromiseOverdue { .. });
    for (wait, step) in (0..50).step_by(7).flat_map(|wait| GateStep::ALL.iter().map(move |step| (wait, *step))) {
        let on = context.occurred.add_days(wait).unwrap();
        let then = Context { today: on, occurred: on, ..context.clone() };
        let known = gate::blockers(before.file(), step, &then);
        let mut now = gate::blockers(after.file(), step, &then);
        now.retain(|reason| !lapse(reason));
        assert!(now.iter().all(|reason| known.contains(reason)), "{step} on {on}: {now:?} but {known:?}");
    }
}

/// What was kept changes nothing any more, and no dossier is filed while something is owed.
pub fn what_is_kept_is_over(case: &Case, context: &Context<'_>) {
    let mut bare = case.file().clone();
    bare.obligations.retain(|it| it.is_open(context.occurred));
    for step in GateStep::ALL {
        assert_eq!(gate::blockers(&bare, *step, context), gate::blockers(case.file(), *step, context));
    }
    assert_eq!(bare.owed(context).count(), case.file().owed(context).count());
}

pub fn dossier_is_whole(before: &Case, entry: &Entry, context: &Context<'_>) {
    let Event::MilestoneMarked(marked) = &entry.event else { return };
    let filed = marked.asked.milestone == MilestoneKind::DossierFiled && marked.asked.state == MilestoneState::Done;
    assert!(!filed || before.file().owed(context).next().is_none());
}

/// An open query stands before its step, in the gate of each loan it is about, and on the worklist; an answered one does not, nor
/// does one to a borrower whose death ends the loan.
pub fn queries_hold_their_step(case: &Case, context: &Context<'_>) {
    let tasks = worklist::tasks(case, context);
    let buried = tasks.iter().any(|it| matches!(it.reason, Some(Reason::BorrowerDied { .. })));
    let died = |whom: &str| case.file().life.iter().any(|it| it.event == LifeEvent::Death && it.party.as_str() == whom);
    for query in &case.file().queries {
        let open = query.is_open_on(context.occurred);
        let asked = query.is_open() && !(buried && died(query.to.as_str()));
        assert_eq!(tasks.iter().filter(|it| it.about == query.id.as_str()).count(), usize::from(asked));
        let Some(step) = query.blocks else { continue };
        let theirs = case.file().live_loans().any(|loan| query.loan.as_ref().is_none_or(|own| own == loan.id()));
        let blockers = gate::blockers(case.file(), step, context);
        let named = |it: &Reason| matches!(it, Reason::QueryOpen { query: id, .. } if id == query.id.as_str());
        assert_eq!(blockers.iter().any(named), open && theirs, "{}", query.id);
    }
}

/// About what, to whom, since which entry and day.
type Debt = (String, String, u32, Date);

/// What a rule says must be told is owed once to each addressee until somebody tells it, and not after; it is owed again
/// only when it happens again.
pub fn notices_are_owed_once(before: &Case, entry: &Entry, after: &Case, context: &Context<'_>) {
    let owed = |case: &Case| -> Vec<Debt> {
        worklist::owed_notices(case, context).into_iter().map(|it| (it.about, it.whom, it.entry, it.since)).collect()
    };
    let (was, is) = (owed(before), owed(after));
    for (index, (about, whom, number, since)) in is.iter().enumerate() {
        assert!(!is[..index].iter().any(|other| other.0 == *about && other.1 == *whom), "twice: {about} to {whom}");
        let told = after.file().notices.iter().filter(|it| it.entry > *number && it.on >= *since);
        assert!(told.into_iter().all(|it| it.about != *about || it.whom.as_str() != whom), "told: {about} to {whom}");
    }
    match &entry.event {
        // Telling pays this debt and no other, unless it is said to have been before what it tells of.
        Event::Notified(told) => {
            let since = |it: &Debt| it.3 <= entry.stamp.occurred;
            let paid = |it: &Debt| it.0 == told.asked.about && it.1 == told.asked.whom.as_str() && since(it);
            assert!(!is.iter().any(paid));
            assert_eq!(was.into_iter().filter(|it| !paid(it)).collect::<Vec<_>>(), is);
        }
        // Asking, arranging and putting papers on file owes nothing and pays nothing.
        Event::DocumentAdded(_) | Event::DocumentChecked(_) | Event::QueryRaised(_) | Event::AppointmentMade(_) => {
            assert_eq!(was, is);
        }
        _ => happens(entry, after, &is, context),
    }
}

/// Whether the developer answers for the buyer of a loan, in other words than the library's: a letter that no registered mortgage
/// and no release has followed, or money that the route does not pay without one.
fn answers_for(case: &Case, loan: &LoanId, context: &Context<'_>) -> bool {
    let (file, on) = (case.file(), context.occurred);
    let state = |kind| file.milestone_on(kind, on).map(|mark| mark.state);
    let done = |kind| state(kind) == Some(MilestoneState::Done);
    let loan = file.loan(loan).unwrap();
    let given = MilestoneKind::GuaranteeGiven;
    let asked = file
        .route(loan, context)
        .is_some_and(|route| route.gate(GateStep::PayOut).iter().any(|it| it.need == Need::Done(given)));
    let on_leave =
        asked && state(given) != Some(MilestoneState::Lapsed) && loan.file().paid.is_some_and(|(_, day)| day <= on);
    let freed = [MilestoneKind::MortgageRegistered, MilestoneKind::GuaranteeReleased].into_iter().any(done);
    let over = file.ended.is_some_and(|day| day <= on) || matches!(loan.state().name(), "declined" | "settled");
    (done(given) || on_leave) && !freed && !over
}

/// The developer is owed word of arrears exactly while it answers for the buyer and nobody has told it.
pub fn the_developer_hears_of_arrears(case: &Case, context: &Context<'_>) {
    let owed = worklist::owed_notices(case, context);
    let recorded = |loan: &LoanId| {
        let mine = |it: &&News| it.loan.as_ref() == Some(loan);
        let last = |kind| case.file().news.iter().filter(mine).find(|it| it.kind == kind).map(|it| it.entry);
        last(NewsKind::ArrearsRecorded).filter(|at| last(NewsKind::ArrearsCleared).is_none_or(|cleared| cleared < *at))
    };
    for loan in case.file().loans.iter().map(|loan| loan.id()) {
        let about = format!("arrears {loan}");
        let named = owed.iter().filter(|it| it.about == about && it.whom == "developer").count();
        let told = |at: u32| {
            let since = case.file().news.iter().find(|it| it.entry == at).unwrap().on;
            let later = case.file().notices.iter().filter(|it| it.entry > at && it.on >= since);
            later.into_iter().any(|it| it.about == about && it.whom.as_str() == "developer")
        };
        let due = recorded(loan).is_some_and(|at| answers_for(case, loan, context) && !told(at));
        assert_eq!(named, usize::from(due), "{about}");
    }
}

/// Each event that a rule follows is owed to everybody whom the rule names, from that entry on.
fn happens(entry: &Entry, after: &Case, owed: &[Debt], context: &Context<'_>) {
    let (name, loan) = match &entry.event {
        Event::LoanStepped(stepped) => (stepped.event.name(), Some(&stepped.loan)),
        // The event says which loans have to be confirmed anew; where there is none, nobody has to hear of it.
        Event::LifeEventRecorded(it) => match it.approvals.first() {
            Some(loan) => (entry.event.name(), Some(loan)),
            None => return,
        },
        other => (other.name(), None),
    };
    let follows = |rule: &&NoticeRule| matches!(rule.after, After::Event(kind) if kind.name() == name);
    for rule in context.pack.notices.iter().filter(follows) {
        let stands = || loan.is_some_and(|loan| answers_for(after, loan, context));
        let ahead = || {
            let due = loan.and_then(|it| after.file().loan(it)).and_then(|it| it.file().first_instalment);
            due.is_some_and(|(day, _)| context.occurred <= day)
        };
        let concerned = match rule.standing {
            None => true,
            Some(Standing::Guaranteed) => stands(),
            Some(Standing::FirstInstalmentAhead) => ahead(),
            // Whose consent it was, a story tells.
            Some(Standing::ConsentWasTheirs) => false,
        };
        if rule.when.holds(&after.file().facts) != Truth::Yes || !concerned {
            continue;
        }
        let about = loan.map_or_else(|| rule.topic.to_string(), |loan| format!("{} {loan}", rule.topic));
        let people = |role| after.file().parties.iter().filter(move |it| it.role == role).map(|it| it.id.to_string());
        for addressee in rule.whom.iter() {
            let whom: Vec<String> = match addressee {
                Addressee::Role(role) if role.is_person() => people(*role).collect(),
                Addressee::Receiver => {
                    loan.and_then(|it| after.file().account(it)).map(|it| it.holder.to_string()).into_iter().collect()
                }
                other => vec![other.name().to_owned()],
            };
            for whom in whom {
                let number = entry.stamp.number;
                assert!(
                    owed.iter().any(|it| (&it.0, &it.1, it.2) == (&about, &whom, number)),
                    "forgotten: {about} to {whom}"
                );
            }
        }
    }
}

/// Whether the papers are complete is what their list says, line by line.
pub fn what_is_complete_is_its_list(case: &Case, context: &Context<'_>) {
    let list = Rules::builtin().checklist(case, Occasion::from(context.clone()).to_value()).unwrap();
    let lines: Vec<&str> = list.as_array().unwrap().iter().map(|line| line["status"].as_str().unwrap()).collect();
    let open = |status: &&&str| **status != "accepted";
    let told = match (lines.iter().filter(open).any(|status| *status != "undecided"), lines.iter().any(|it| open(&it)))
    {
        (true, _) => Truth::No,
        (false, true) => Truth::Unknown,
        (false, false) if lines.is_empty() => Truth::Unknown,
        (false, false) => Truth::Yes,
    };
    assert_eq!(plain::is_complete(case, context), told);
}
