"""`retention` and `erase`: audits past their time, and erasing them for good."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.history import audit_meant
from audit_app.cli.output import WrongUsage, aligned, amount, print_json, print_lines, say
from audit_app.cli.parsing import add_command
from audit_app.cli.person import person
from audit_app.cli.progress import ProgressLine
from audit_app.cli.secrets import add_password_option, key_for

if TYPE_CHECKING:
    from db.erasing import Erased
    from db.retention import ErasureRow, PastAudit
    from db.store import Store


_NOT = (
    "Traces may be left inside the file, because another program is reading it or the disk is "
    "full. Close that program or free some space, then: audit-app erase --db FILE"
)


def add_to(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the commands to the command line."""
    retention = add_command(
        commands,
        "retention",
        run_retention,
        "list audits that are past their time, or what was erased",
        more="An audit is past its time where it is dated, and was last sealed or saved, before a\n"
        "day. Drafts count as well. Nothing is changed.",
        example="audit-app retention --db merged.audit --before 2020-04-01",
    )
    which = retention.add_mutually_exclusive_group(required=True)
    which.add_argument("--before", metavar="DATE", help="such as 2020-04-01")
    which.add_argument("--erased", action="store_true", help="what was erased, by whom and why")
    retention.add_argument("--tool", default="", metavar="ID", help="only of this audit tool")
    retention.add_argument("--team", default="", help="only of this team")
    erase = add_command(
        commands,
        "erase",
        run_erase,
        "erase audits for good at the end of their time",
        more="A marker stays: id, hashes, who, when and why. It keeps a merge from bringing them\n"
        "back. To take an audit out of all figures and keep it, make it void instead.\n"
        "Other copies, sticks and backups of this file still hold what is erased here. So do\n"
        "files beside it that it was moved aside to or upgraded from, which are named.\n"
        "Without any AUDIT the file is only written anew, where traces of an erasure may be left.",
        example="audit-app erase 019e2b6c-… --db merged.audit --reason "
        '"Kept six years, schedule 4.2" --yes',
    )
    erase.add_argument(
        "audits", nargs="*", metavar="AUDIT", help="their ids, as “retention” lists them"
    )
    erase.add_argument("--reason", default="", metavar="TEXT", help="why; name no child in it")
    erase.add_argument(
        "--author", metavar="NAME", help="who erases; else as your settings or the system name you"
    )
    erase.add_argument("--yes", action="store_true", help="really erase; it cannot be undone")
    erase.add_argument(
        "--remove-backups",
        action="store_true",
        help="remove the automatic backups that still hold them, after making a new one",
    )
    for command in (retention, erase):
        command.add_argument("--db", required=True, metavar="FILE", help="the database")
        add_password_option(command)


def run_retention(options: Namespace) -> int:
    """List audits that are past their time, the longest untouched first; or the markers."""
    from db.opening import open_reading
    from db.retention import RetentionFilter, erased, past_retention

    before = _day(options.before) if options.before else date.min
    path = Path(options.db)
    with open_reading(path, key_for(path, options)) as store, store.snapshot():
        if options.erased:
            return _tell_erased(erased(store), as_json=options.json)
        wanted = RetentionFilter(tool_id=options.tool, team=options.team)
        found = past_retention(store, before, wanted)
    if options.json:
        print_json([each._asdict() for each in found])
    else:
        print_lines(aligned([_past_in_words(each) for each in found]) if found else ())
    are = amount(len(found), "audit is", "audits are")
    say(f"{are} dated, and last touched, before {before:%d/%m/%Y}.")
    return 0


def run_erase(options: Namespace) -> int:
    """Erase audits for good; without --yes only say what would be erased."""
    from db.kept_beside import kept_beside, kept_in_words
    from db.opening import open_store
    from db.retention import erase

    if options.audits and not options.reason.strip():
        raise WrongUsage("Say why the audits are erased: --reason TEXT.")
    path = Path(options.db)
    with open_store(path, key=key_for(path, options)) as store:
        if not options.audits:
            return _clean(store, as_json=options.json)
        uids = [_meant(store, each) for each in options.audits]
        if not options.yes:
            say(
                f"{amount(len(set(uids)), 'audit')} would be erased for good. Nothing was erased: "
                "say so with --yes. It cannot be undone."
            )
            return 1
        author = options.author or person()
        outcome = erase(store, uids, author, options.reason, ProgressLine())
        removed, left = _backups(store, remove=options.remove_backups)
    beside = kept_beside(path)
    if options.json:
        told = {
            "backups": left,
            "backups_removed": removed,
            "beside": [str(each) for each in beside],
        }
        print_json({**outcome._asdict(), **told})
    _tell(outcome, removed, left)
    if beside:
        say(kept_in_words(beside))
    return 0


def _clean(store: Store, *, as_json: bool) -> int:
    """Write the file anew; exit 1 where that is not possible now."""
    from db.erasing import clean

    cleaned = clean(store)
    if as_json:
        print_json({"cleaned": cleaned})
    say(
        "The file was written anew; no trace of what was erased is left in it." if cleaned else _NOT
    )
    return 0 if cleaned else 1


def _meant(store: Store, given: str) -> str:
    """Return the id that is meant; that of a draft of somebody else is given whole."""
    from db.received_drafts import has_received

    return given if has_received(store, given) else audit_meant(store, given)


def _backups(store: Store, *, remove: bool) -> tuple[int, int]:
    """Return how many automatic backups were removed, and how many are left that hold it still."""
    from audit_app.paths import user_paths
    from db.backups_after_erasing import old_backups, replace_old_backups

    folder = user_paths().data / "backups"
    if remove:
        return replace_old_backups(store, folder), 0
    return 0, old_backups(store, folder)


def _tell(outcome: Erased, removed: int, left: int) -> None:
    versions = amount(outcome.revisions, "version")
    drafts = amount(outcome.drafts, "draft of others", "drafts of others")
    say(f"{amount(outcome.audits, 'audit')} erased for good: {versions} and {drafts}.")
    if not outcome.cleaned:
        say(_NOT)
    if removed:
        say(f"{amount(removed, 'older backup')} of it removed; a new one was made.")
    if left:
        say(f"{amount(left, 'automatic backup')} still may hold them: --remove-backups.")
    say("Copies, sticks and hand-overs made before still hold them.")


def _tell_erased(rows: list[ErasureRow], *, as_json: bool) -> int:
    if as_json:
        print_json([{**row._asdict(), "erased_at": row.erased_at.isoformat()} for row in rows])
    elif rows:
        print_lines(aligned([_erased_in_words(row) for row in rows]))
    else:
        say("Nothing was erased from this database.")
    return 0


def _past_in_words(row: PastAudit) -> tuple[str, ...]:
    open_here = "open as a draft here" if row.open_here else row.status
    dated = _short(row.audited_on)
    touched = f"touched {_short(row.last)}"
    return row.uid, row.case, row.tool_title, row.auditor, dated, touched, open_here


def _erased_in_words(row: ErasureRow) -> tuple[str, ...]:
    when = f"{row.erased_at.astimezone():%d/%m/%Y %H:%M}"
    return row.uid, when, row.author, amount(len(row.hashes), "version"), row.reason


def _short(day: str) -> str:
    return f"{date.fromisoformat(day):%d/%m/%Y}" if day else "–"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUsage("--before takes a date such as 2020-04-01.") from None
