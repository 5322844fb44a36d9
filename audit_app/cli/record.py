"""`record`: graded audits from JSON, CSV or XLSX become completed audits."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.output import amount, print_json, say
from audit_app.cli.parsing import add_command
from audit_app.cli.secrets import add_password_option, key_for, protection_for
from forms.errors import Problem, ProblemsFound

if TYPE_CHECKING:
    from audit_app.tool_finding import KnownTools
    from db.cipher import DataKey
    from db.recording import ToRecord
    from forms.answer_files import AnswerFile
    from forms.tools import AuditTool


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the command to the command line."""
    record = add_command(
        commands,
        "record",
        run_record,
        "record graded audits from JSON, CSV or XLSX",
        more="All audits of all files, or none: every problem is listed with its place. Recording\n"
        "the same again adds nothing; a corrected row becomes a new version of its audit.",
        example="audit-app record april.xlsx --tool thresholds --db my-audits.audit",
    )
    record.add_argument("answers", nargs="+", metavar="ANSWERS", help="files of graded audits")
    record.add_argument("--db", required=True, metavar="FILE", help="made if missing")
    record.add_argument(
        "--tool", metavar="TOOL", help="a tool's id or file, where a file does not name its tool"
    )
    add_password_option(record)


def run_record(options: Namespace) -> int:
    """Record all audits of all files, or none."""
    from audit_app.tool_finding import KnownTools
    from db.opening import open_to_fill
    from db.recording import record_audits

    database = Path(options.db)
    key, protection = key_for(database, options), protection_for(database, options)
    tools = KnownTools(_stored_tools(database, key), options.tool)
    audits = _read_all([Path(path) for path in options.answers], tools)
    with open_to_fill(database, key=key, protection=protection) as store:
        report = record_audits(store, audits)
    if options.json:
        print_json({**asdict(report), "audits": len(audits), "database": str(database)})
    say(
        f"{amount(len(audits), 'audit')} read into {database}: {report.new:,} new, "
        f"{report.updated:,} updated, {report.identical:,} recorded before."
    )
    return 0


def _stored_tools(database: Path, key: "DataKey | None") -> "list[AuditTool]":
    """Return the tools of the database, oldest first; none where it is yet to be made."""
    from db.opening import open_reading
    from db.tools import list_tools, load_tool

    if not database.exists():
        return []
    with open_reading(database, key) as store:
        by_age = sorted(list_tools(store), key=lambda tool: tool.key)
        return [load_tool(store, tool.hash) for tool in by_age]


def _read_all(paths: list[Path], tools: "KnownTools") -> "list[ToRecord]":
    """Return every audit of every file. Raises ProblemsFound with all problems of all files."""
    problems: list[Problem] = []
    files: list[AnswerFile] = []
    for path in paths:
        try:
            files.append(_read(path, tools))
        except ProblemsFound as found:
            problems.extend(found.problems)
    audits = _each_once(files, problems)
    if problems:
        raise ProblemsFound(problems)
    return audits


def _read(path: Path, tools: "KnownTools") -> "AnswerFile":
    from audit_app.tool_finding import read_bounded
    from forms.answer_files import MAX_BYTES, read_answers

    content = read_bounded(path, MAX_BYTES)
    default = tools.given.id if tools.given else None
    return read_answers(content, str(path), tools.find, date.today(), tool=default)


def _each_once(files: "list[AnswerFile]", problems: list[Problem]) -> "list[ToRecord]":
    """Return the audits of all files; one that stands in two of them is a problem."""
    from db.recording import ToRecord

    audits: dict[str, ToRecord] = {}
    where: dict[str, str] = {}
    for file in files:
        for each in file.audits:
            place = Problem(file.file, each.place.line, each.place.column, "", each.place.sheet)
            if each.uid in audits:
                message = f"the same case, auditor and date as the audit at {where[each.uid]}"
                problems.append(place._replace(message=f"{message}; keep one of them"))
            where.setdefault(each.uid, str(place).rstrip(": "))
            audits[each.uid] = ToRecord(each.uid, file.tool, each.audit)
    return list(audits.values())
