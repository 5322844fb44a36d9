"""`history`: who sealed what of an audit, when and why, and what each version changed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.output import WrongUsage, amount, print_json, print_lines, say
from audit_app.cli.parsing import add_command
from audit_app.cli.pdf_password import add_pdf_password_options, pdf_password
from audit_app.cli.secrets import add_password_option, key_for
from forms.errors import AuditAppError

if TYPE_CHECKING:
    from db.store import ReadingStore
    from forms.field_changes import FieldChange
    from forms.record_history import CameWith, History, HistoryEntry


def add_to(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the command line."""
    history = add_command(
        commands,
        "history",
        run_history,
        "tell who sealed what of an audit, when and why",
        more="A published audit tool is named as TOOL@VERSION. Two versions are compared by their\n"
        "numbers; any version of an audit can be printed.",
        example="audit-app history C-0001 --db merged.audit --compare 1 3",
    )
    history.add_argument(
        "audit", metavar="AUDIT", help="its id or the beginning of it, its case, or a tool"
    )
    history.add_argument("--db", required=True, metavar="FILE", help="the database")
    history.add_argument(
        "--compare", nargs=2, type=int, metavar=("OLDER", "NEWER"), help="what differs between two"
    )
    history.add_argument("--print", type=int, metavar="VERSION", dest="version", help="as a PDF")
    history.add_argument("-o", "--output", metavar="FILE.pdf", help="where --print writes it")
    add_pdf_password_options(history)
    add_password_option(history)


def run_history(options: Namespace) -> int:
    """Tell the history of one audit, compare two of its versions, or print one."""
    from db.histories import read_history, sealed_audit
    from db.opening import open_reading

    if (options.version is None) != (options.output is None):
        raise WrongUsage("--print VERSION and -o FILE.pdf go together.")
    path = Path(options.db)
    with open_reading(path, key_for(path, options)) as store, store.snapshot():
        uid = _tool_meant(store, options.audit) or audit_meant(store, options.audit)
        history = read_history(store, uid)
        if options.version is not None:
            from exports.documents.sealed_audit import write_sealed_audit

            chosen = _version(history, options.version)
            target = Path(options.output)
            password = pdf_password(options, target)
            write_sealed_audit(sealed_audit(store, chosen.hash), target, password)
            say(f"Version {chosen.number} was written to {options.output}.")
    if options.compare:
        older, newer = (_version(history, number).hash for number in options.compare)
        _tell_changes(history.compare(older, newer), as_json=options.json)
    elif options.json:
        print_json(
            {"audit": uid, "versions": [version_as_plain(history, e) for e in history.entries]}
        )
    elif options.version is None:
        for entry in history.entries:
            print_lines(version_in_words(history, entry))
    return 0


def audit_meant(store: ReadingStore, given: str) -> str:
    """Return the id of the record that is meant: by id, the beginning of one, or case reference.

    Raises AuditAppError where there is none, or where several are.
    """
    from db.naming import record_meant

    return record_meant(store, given)


def _tool_meant(store: ReadingStore, given: str) -> str:
    """Return the id of a published tool's record, named `id@version` or `id@hash`; else ""."""
    from db.naming import tool_records_meant

    found = tool_records_meant(store, given)
    if len(found) > 1:
        raise AuditAppError(
            f"{len(found)} audit tools call themselves “{given}”. Name one by its hash: TOOL@HASH."
        )
    return found[0] if found else ""


def _version(history: History, number: int) -> HistoryEntry:
    if not 1 <= number <= len(history.entries):
        raise AuditAppError(f"There is no version {number}; this audit has {len(history.entries)}.")
    return history.entries[number - 1]


def _tell_changes(changes: Sequence[FieldChange], *, as_json: bool) -> None:
    if as_json:
        print_json([change._asdict() for change in changes])
    elif changes:
        print_lines(line for change in changes for line in _change_in_words(change, ""))
    else:
        say("The two say the same.")


def version_as_plain(history: History, entry: HistoryEntry) -> dict[str, object]:
    """Return one version of a record as JSON has it; one made with no audit tool has none."""
    return {
        "version": entry.number,
        "hash": entry.hash,
        "act": entry.act,
        "author": entry.author,
        "sealed_at": entry.sealed_at.isoformat(),
        "reason": entry.reason,
        "tool": {"hash": entry.tool, "name": entry.tool_name} if entry.tool else None,
        "parents": list(entry.parents),
        "made_here": entry.own,
        "came_with": [_file_as_plain(came) for came in entry.came_with],
        "changes": [change._asdict() for change in history.changes_in(entry.hash)],
    }


def _file_as_plain(came: CameWith) -> dict[str, str]:
    return {**came._asdict(), "merged_at": came.merged_at.isoformat()}


def version_in_words(history: History, entry: HistoryEntry) -> Iterator[str]:
    """Yield what is known of one version of a record, and what it changed."""
    when = f"{entry.sealed_at.astimezone():%d/%m/%Y %H:%M}"
    yield f"Version {entry.number}  {entry.done} by {entry.author}, {when}  {entry.short}"
    if entry.reason:
        yield f"  Reason: {entry.reason}"
    yield f"  {entry.tool_name}. {entry.place}" if entry.tool else f"  {entry.place}"
    files = ", ".join(came.file for came in entry.came_with)
    yield f"  {'Made here' if entry.own else 'Came'}{f' with {files}' if files else ''}."
    if entry.parents:
        yield f"  {amount(entry.changed, 'change')}."
    for change in history.changes_in(entry.hash):
        yield from _change_in_words(change, "  ")


def _change_in_words(change: FieldChange, indent: str) -> Iterator[str]:
    part = f" ({change.part})" if change.part else ""
    yield f"{indent}  {change.heading}: {change.label}{part}"
    yield f"{indent}    before: {_one_line(change.before)}"
    yield f"{indent}    after:  {_one_line(change.after)}"


def _one_line(text: str) -> str:
    return " ".join(text.split()) or "–"
