"""The command line of the office: `python -m back_office COMMAND --database URL`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from back_office import archive, database, failures, nightly
from back_office.errors import BackOfficeError
from back_office.inbox.headings import COLUMNS
from back_office.inbox.items import KINDS
from back_office.progress import Shown, shown
from back_office.store import Store

DEFAULT_DATABASE = "sqlite:///office.db"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command: 0 when it is done, 1 when it was stopped, 2 when it was not understood."""
    given = _parser().parse_args(arguments)
    try:
        told = _run(given)
    except BackOfficeError as error:
        print(f"back_office: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"back_office: {failures.of_file(error)}", file=sys.stderr)
        return 1
    # On a terminal somebody looks on; a log stays empty as long as all is well.
    if told and (sys.stdout.isatty() or given.command == "headings"):
        print(told)
    return 0


def _run(given: argparse.Namespace) -> str:
    if given.command == "headings":
        return _headings()
    engine = database.connect(given.database)
    try:
        if given.command in ("migrate", "import"):
            database.migrate(engine)
        with shown() as progress:
            return "" if given.command == "migrate" else _work(Store(engine), given, progress)
    finally:
        engine.dispose()


def _work(store: Store, given: argparse.Namespace, progress: Shown) -> str:
    match given.command:
        case "import":
            return f"{archive.import_logs(store, given.folder, progress)} new entries"
        case "export":
            return f"{archive.export_logs(store, given.folder, progress)} logs"
        case "check":
            return f"{archive.check(store, progress)} cases replay"
        case "forget":
            return f"{archive.forget(store, given.case)} entries forgotten"
        case _:
            return _nightly(store, given, progress)


def _nightly(store: Store, given: argparse.Namespace, progress: Shown) -> str:
    night = nightly.Night(given.day, given.inbox, given.out, given.by, given.reveal)
    it = nightly.run(store, night, progress)
    return (
        f"{it.applied} rows applied, {it.refused} refused, {it.faulty} to be mended: "
        f"see {it.folder / 'report.html'}"
    )


def _headings() -> str:
    columns = [f"  {'、'.join(words)}" for words in COLUMNS.values()]
    items = [f"  {'、'.join(kind.words)} ({kind.command})" for kind in KINDS]
    return "\n".join(["列标题 headings", *columns, "", "事项 items", *items])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="back_office", description="The back office of a mortgage clerk's agency."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    on_database = argparse.ArgumentParser(add_help=False)
    on_database.add_argument("--database", default=DEFAULT_DATABASE, metavar="URL")

    def command(name: str, what: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=what, description=what, parents=[on_database])

    command("migrate", "Make the tables, or bring them up to date.")
    for name, what in (
        ("import", "Store the logs (*.jsonl) of a folder; makes the tables where there are none."),
        ("export", "Write every log to a folder."),
    ):
        command(name, what).add_argument("folder", type=Path, metavar="DIR")
    command("check", "Replay every log, and write the index anew.")
    command("forget", "Forget the personal data that a case says were erased.").add_argument("case")
    commands.add_parser("headings", help="List the headings and items that an inbox may have.")
    night = command("nightly", "Apply the inbox, and write worklists, calendars and notices.")
    night.add_argument("--inbox", type=Path, required=True, metavar="DIR")
    night.add_argument("--out", type=Path, required=True, metavar="DIR")
    night.add_argument("--day", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    night.add_argument("--by", help="who opens a case where the row names nobody")
    night.add_argument(
        "--reveal", action="store_true", help="write names and numbers in full into the notices"
    )
    return parser
