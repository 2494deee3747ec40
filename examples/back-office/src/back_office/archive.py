"""Logs as files: the histories of cases in and out of the store, a file a case."""

from __future__ import annotations

from pathlib import Path

from back_office import domain
from back_office.contents import text
from back_office.errors import BackOfficeError, BadLog
from back_office.outputs.outbox import safe
from back_office.progress import Shown
from back_office.store import Index, Store


def import_logs(store: Store, folder: Path, progress: Shown) -> int:
    """Store the logs of a folder (`*.jsonl`); how many entries are new.

    Safe to do again: of a log that is there already, what it has more is appended. Raises `BadLog`
    for one that does not replay or tells another story than the one that is stored, `BadFile` for
    what is no text or too long.
    """
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise BackOfficeError("there is no log (*.jsonl)", where=str(folder), do="give a folder")
    return sum(_import(store, path) for path in progress.each(files, "导入 import"))


def _import(store: Store, path: Path) -> int:
    entries = domain.read_log(text(path), where=path.name)
    name = entries[0].case
    stored = store.log(name)
    new = [entry.text for entry in entries]
    if new[: len(stored)] != stored[: len(new)]:
        raise BadLog(
            "the log is not the one that is stored",
            where=f"{path.name}, case {name}",
            do="find out which one is right; nothing was changed",
        )
    if len(new) <= len(stored):
        return 0
    case = domain.replay(name, new)
    index = Index(case.stage, domain.clerk(case))
    store.append(name, len(stored), entries[len(stored) :], index)
    return len(new) - len(stored)


def export_logs(store: Store, folder: Path, progress: Shown) -> int:
    """Write every log to a folder, as `import_logs` reads them; how many cases."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    logs = list(store.logs())
    for case, texts in progress.each(logs, "导出 export"):
        path = folder / f"{safe(case)}.jsonl"
        try:
            path.write_text(domain.log_text(texts), encoding="utf-8")
        except OSError as error:
            error.filename = str(path)
            raise
    return len(logs)


def check(store: Store, progress: Shown) -> int:
    """Replay every log, and write the index anew from what they say; how many cases.

    Raises `BadLog` where an event is damaged, also one of which a copy is whole.
    """
    logs = list(store.stored())
    for name, texts in progress.each(logs, "检查 check"):
        case = domain.replay(name, texts)
        with store.writing() as writing:
            writing.index(name, case.length, Index(case.stage, domain.clerk(case)))
    return len(logs)


def forget(store: Store, name: str) -> int:
    """Take the personal fields out of what the log of a case says was erased; how many entries."""
    texts = store.log(name)
    if not texts:
        raise BackOfficeError("there is no such case", where=name, do="check its number")
    return store.forget(name, domain.forget(name, texts))
