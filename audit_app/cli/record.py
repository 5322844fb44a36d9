"""`record`: graded audits from JSON, CSV or XLSX become completed audits."""

from argparse import Namespace, _SubParsersAction
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.output import print_json, say
from forms.errors import AuditAppError, Problem, ProblemsFound

if TYPE_CHECKING:
    from db.recording import ToRecord
    from forms.tools import AuditTool


def add_to(commands: "_SubParsersAction") -> None:  # type: ignore[type-arg]
    """Add the command to the command line."""
    record = commands.add_parser("record", help="record graded audits from JSON, CSV or XLSX")
    record.add_argument("answers", nargs="+", metavar="ANSWERS")
    record.add_argument("--db", required=True, metavar="FILE", help="made if missing")
    record.add_argument("--tool", metavar="TOOL", help="a tool id or file, for CSV and XLSX")
    record.add_argument("--json", action="store_true", help="print one JSON document")
    record.set_defaults(run=run_record)


def run_record(options: Namespace) -> int:
    """Record all audits of all files, or none."""
    from db.opening import open_or_create_store
    from db.recording import record_audits

    database = Path(options.db)
    audits = _read_all([Path(path) for path in options.answers], options.tool, database)
    with open_or_create_store(database) as store:
        report = record_audits(store, audits)
    if options.json:
        print_json({**asdict(report), "audits": len(audits), "database": str(database)})
    else:
        say(
            f"{len(audits)} audits read: {report.new} new, {report.updated} updated, "
            f"{report.identical} recorded before."
        )
    return 0


def _read_all(paths: list[Path], tool: str | None, database: Path) -> "list[ToRecord]":
    from db.recording import ToRecord
    from forms.answer_files import read_answers

    find = _tool_finder(tool, database)
    problems: list[Problem] = []
    audits: dict[str, ToRecord] = {}
    for path in paths:
        try:
            answers = read_answers(
                _content(path),
                str(path),
                find,
                date.today(),
                tool=find(tool, None).id if tool else None,
            )
        except ProblemsFound as found:
            problems.extend(found.problems)
            continue
        for each in answers.audits:
            if each.uid in audits:
                message = "this audit stands in another of the files as well"
                problems.append(Problem(str(path), *each.place[:2], message))
            audits[each.uid] = ToRecord(each.uid, answers.tool, each.audit)
    if problems:
        raise ProblemsFound(problems)
    return list(audits.values())


def _tool_finder(
    given: str | None, database: Path
) -> "Callable[[str | None, str | None], AuditTool]":
    """Look a tool up by id and version: the one given, those in the database, the built-in."""
    from audit_app.tool_finding import find_tool
    from db.opening import open_reading
    from db.tools import tools_by_id

    known: list[AuditTool] = [find_tool(given)] if given else []

    def find(tool_id: str | None, version: str | None) -> "AuditTool":
        wanted = known[0].id if given and tool_id in (None, given) else str(tool_id)
        candidates = [tool for tool in known if tool.id == wanted]
        if not candidates and database.exists():
            with open_reading(database) as store:
                candidates = tools_by_id(store, wanted)[::-1]
        candidates = [*candidates, *_builtin(wanted)]
        for tool in candidates:
            if version in (None, "", tool.version):
                return tool
        raise AuditAppError(_unknown(wanted, version, [tool.version for tool in candidates]))

    return find


def _builtin(tool_id: str) -> "list[AuditTool]":
    from forms.tool_files import builtin_tool, builtin_tool_ids

    return [builtin_tool(tool_id)] if tool_id in builtin_tool_ids() else []


def _unknown(tool_id: str, version: str | None, versions: list[str]) -> str:
    if versions:
        return f"version “{version}” of “{tool_id}” is not known; known: {', '.join(versions)}"
    return f"no audit tool is called “{tool_id}”"


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise ProblemsFound([Problem(str(path), 0, 0, f"cannot be read: {reason}")]) from error
