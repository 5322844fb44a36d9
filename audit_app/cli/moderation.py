"""`moderate` and `dispute`: a second person's grades of an audit, and not accepting them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.output import amount, print_json, print_lines, say
from audit_app.cli.parsing import add_command
from audit_app.cli.secrets import add_password_option, key_for
from forms.errors import AuditAppError, Problem, ProblemsFound

if TYPE_CHECKING:
    from db.store import ReadingStore
    from forms.answer_files.checking import RecordedAudit
    from forms.audits import Audit
    from forms.evaluation import Gap
    from forms.moderations import ChangedGrade
    from forms.tools import AuditTool


def add_to(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the commands to the command line."""
    moderate = add_command(
        commands,
        "moderate",
        run_moderate,
        "seal a second person's grades of a completed audit",
        more="FILE holds one audit as “record” reads it: what it names is the moderator's, what\n"
        "it leaves out stays as the auditor had it. Both grades are kept, and figures count the\n"
        "moderated ones. Nobody moderates the own audit.",
        example="audit-app moderate C-0007 --db merged.audit --answers moderated.json "
        '--by lead-01 --reason "The plan was never shared"',
    )
    moderate.add_argument(
        "--answers", required=True, metavar="FILE", help="the moderator's answers and grades"
    )
    moderate.add_argument(
        "--blind",
        action="store_true",
        help="graded without the auditor's grades in view: none of them is taken over",
    )
    moderate.add_argument(
        "--reason", default="", metavar="TEXT", help="why; needed where a grade is changed"
    )
    dispute = add_command(
        commands,
        "dispute",
        run_dispute,
        "say that the service does not accept a moderation",
        more="The moderated grades stay and count; a further “moderate” settles it.",
        example="audit-app dispute C-0007 --db merged.audit --by service-manager "
        '--reason "The plan is in the other folder"',
    )
    dispute.add_argument("--reason", required=True, metavar="TEXT", help="why")
    for command, who in ((moderate, "who moderates"), (dispute, "who disputes")):
        command.add_argument(
            "audit", metavar="AUDIT", help="its id or the beginning of it, or its case"
        )
        command.add_argument("--db", required=True, metavar="FILE", help="the database")
        command.add_argument("--by", required=True, metavar="NAME", help=who)
        add_password_option(command)


def run_moderate(options: Namespace) -> int:
    """Seal one moderation, or list everything that is wrong with it."""
    from db.moderating import moderate
    from db.naming import record_meant
    from db.opening import open_store
    from forms.settling_names import named_field

    path = Path(options.db)
    with open_store(path, key=key_for(path, options)) as store:
        uid = record_meant(store, options.audit)
        typed = _typed(store, uid, options)
        made, changed = moderate(store, uid, options.by, typed, options.reason)
    if options.json:
        grades = [each._asdict() | {"field": named_field(each.field)} for each in changed]
        print_json({"audit": uid, "revision": made, "moderator": options.by.strip(),
                    "blind": bool(options.blind), "changed": grades})  # fmt: skip
    else:
        print_lines(f"{each.label}: {each.before} → {each.after}" for each in changed)
    are = f"{amount(len(changed), 'grade')} changed" if changed else "No grade changed"
    say(f"The moderation is sealed. {are}; what the auditor gave stays in the history.")
    return 0


def run_dispute(options: Namespace) -> int:
    """Dispute one moderation."""
    from db.moderating import dispute
    from db.naming import record_meant
    from db.opening import open_store

    path = Path(options.db)
    with open_store(path, key=key_for(path, options)) as store:
        uid = record_meant(store, options.audit)
        made = dispute(store, uid, options.by, options.reason)
    if options.json:
        print_json({"audit": uid, "revision": made, "by": options.by.strip()})
    say("The moderation is disputed. Its grades count until a further moderation settles it.")
    return 0


def _typed(store: ReadingStore, uid: str, options: Namespace) -> Audit:
    """Return the audit as the moderator leaves it. Raises AuditAppError with all problems."""
    from db.moderating import to_moderate
    from forms.moderations import begun, changed_grades, gaps_left, with_given

    tool, audit = to_moderate(store, uid, options.by)
    given = _read(Path(options.answers), tool)
    file = str(options.answers)
    problems = [*_of_another(file, given, audit, options.by)]
    typed = with_given(begun(tool, audit, "blind" if options.blind else "open"), given[0].audit)
    changed = changed_grades(tool, audit.to_fields(), typed.to_fields())
    gaps = gaps_left(tool, audit, typed, date.today())
    problems += _missing(file, given[0], gaps, changed, options.reason)
    if problems:
        raise ProblemsFound(problems)
    return typed


def _read(path: Path, tool: AuditTool) -> tuple[RecordedAudit, ...]:
    from audit_app.tool_finding import read_bounded
    from forms.answer_files import MAX_BYTES, read_answers

    def find(tool_id: str, version: str | None) -> AuditTool:
        if tool_id != tool.id or version not in (None, tool.version):
            raise AuditAppError(f"the audit was made with {tool.name}; name that tool and version")
        return tool

    content = read_bounded(path, MAX_BYTES)
    return read_answers(content, str(path), find, date.today(), tool=tool.id).audits


def _of_another(
    file: str, given: tuple[RecordedAudit, ...], audit: Audit, moderator: str
) -> Iterator[Problem]:
    """Yield where the file is not about the one audit that is moderated."""
    from forms.identity import normalised

    first, *more = given
    for each in more:
        yield _problem(file, each, "a second audit; a file of answers moderates one")
    if normalised(first.audit.case) != normalised(audit.case):
        yield _problem(file, first, "“case” is not the case of the audit that is moderated")
    if first.audit.audited_on != audit.audited_on:
        yield _problem(file, first, "“audited_on” is not the day of the audit that is moderated")
    names = {normalised(audit.auditor), normalised(moderator)}
    if normalised(first.audit.auditor) not in names:
        yield _problem(file, first, "“auditor” is neither who audited nor who moderates")


def _missing(
    file: str, given: RecordedAudit, gaps: list[Gap], changed: list[ChangedGrade], reason: str
) -> Iterator[Problem]:
    """Yield what the moderation lacks before it can be sealed."""
    for gap in gaps:
        yield _problem(file, given, f"“{gap.label}” – {gap.message}")
    if changed and not reason.strip():
        grades = amount(len(changed), "grade is", "grades are")
        yield _problem(file, given, f"{grades} changed; say why with --reason")


def _problem(file: str, each: RecordedAudit, message: str) -> Problem:
    return Problem(file, each.place.line, each.place.column, message, each.place.sheet)
