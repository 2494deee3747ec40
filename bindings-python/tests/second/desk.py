"""What the desk itself does: stop and go on, deposits, the shelf."""

from __future__ import annotations

from .state import Deposit, Reason
from .step import Handler, Step, known, not_past, unknown_loan
from .table import OFFICES


def _suspend(step: Step) -> set[Reason]:
    case = step.case
    told: set[Reason] = {("suspended", case.suspended)} if case.suspended else set()
    last = max([case.moved, *(until for _, until in case.stood)])
    if step.on < last:
        told.add(("out_of_order", last))
    return told


def _suspended(step: Step) -> None:
    step.case.suspended = step.on


def _resume(step: Step) -> set[Reason]:
    since = step.case.suspended
    if since is None:
        return {("not_suspended", "")}
    return {("out_of_order", since)} if step.on < since else set()


def _resumed(step: Step) -> None:
    case = step.case
    if case.suspended is not None:
        case.stood.append((case.suspended, step.on))
        case.suspended = None


def _deposit(step: Step) -> set[Reason]:
    names = [it for it in (step.get("payer"), step.get("payee")) if it not in OFFICES]
    told: set[Reason] = {("unknown_party", it) for it in names if not known(step.case, it)}
    return told | unknown_loan(step) | not_past(step, "due")


def _laid(step: Step) -> None:
    name = f"e{step.case.length}"
    step.case.deposits.append(Deposit(name, step.get("amount_fen"), step.on))


def _find(step: Step) -> Deposit | None:
    return next((it for it in step.case.deposits if it.id == step.get("deposit")), None)


def _return(step: Step) -> set[Reason]:
    it, amount = _find(step), step.get("amount_fen")
    if it is None:
        return {("unknown_deposit", step.get("deposit"))}
    told: set[Reason] = {("out_of_order", it.laid)} if step.on < it.laid else set()
    if amount > it.amount - it.back:
        told.add(("deposit_over_returned", it.id))
    return told


def _returned(step: Step) -> None:
    it = _find(step)
    if it is not None:
        it.back += step.get("amount_fen")


def _shelve(step: Step) -> set[Reason]:
    told: set[Reason] = {("dossier_lent", step.case.lent)} if step.case.lent else set()
    return told | _in_order(step)


def _in_order(step: Step) -> set[Reason]:
    """What happens to the dossier keeps the order of its days."""
    last = step.case.dossier
    return {("out_of_order", last)} if step.on < last else set()


def _shelved(step: Step) -> None:
    step.case.shelved, step.case.dossier = True, step.on


def _lend(step: Step) -> set[Reason]:
    told = not_past(step, "until") | _shelve(step)
    if not step.case.shelved:
        told.add(("dossier_not_shelved", ""))
    return told


def _lent(step: Step) -> None:
    step.case.lent = step.case.dossier = step.on


def _back(step: Step) -> set[Reason]:
    told = _in_order(step)
    return told if step.case.lent is not None else told | {("dossier_not_lent", "")}


def _came_back(step: Step) -> None:
    step.case.lent, step.case.dossier = None, step.on


HANDLERS: dict[str, Handler] = {
    "suspend": (_suspend, _suspended),
    "resume": (_resume, _resumed),
    "record_deposit": (_deposit, _laid),
    "return_deposit": (_return, _returned),
    "shelve": (_shelve, _shelved),
    "lend_dossier": (_lend, _lent),
    "return_dossier": (_back, _came_back),
}
