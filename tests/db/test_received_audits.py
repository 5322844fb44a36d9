"""What was found sound once lets nothing pass that would not pass alone."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from db.coding import codes_of
from db.projection import day_read, listed
from db.received_audits import CurrentValues, ReceivedAudits, Unsound
from db.written_revisions import WrittenFields
from forms.audit_checks import audit_faults
from forms.audits import Audit
from forms.canonical import canonical_bytes
from forms.canonical_values import lines_of
from forms.findings import Finding
from forms.revisions import RevisionHead
from forms.tools import AuditTool
from tests.db.making import an_audit, mini_tool
from tests.forms.evaluation.test_live import answers
from tests.forms.tool_strategies import tools

HEAD = RevisionHead(
    kind="audit",
    record="00000001-0000-7000-8000-000000000000",
    author="auditor-01",
    sealed_at="2026-05-01T09:00:00.000000Z",
    act="completed",
)
WRONG = st.sampled_from(
    [
        *("finding.q9", "finding.q1", "finding.q1#1", "findings", "findings.q1", "finding", "q1"),
        *("section.first", "section.ninth", "overall", "case", "status", "instances.first"),
    ]
)
ODD = st.sampled_from(
    [
        *({"answer": "yes"}, {"answer": "no", "evidence": "Seen."}, {"answer": "maybe"}, {}, None),
        *({"answer": "yes", "evidence": "x" * 20_001}, {"evidence": "Seen."}, {"answer": ["yes"]}),
        *(
            {"answer": "good", "evidence": "a\n“b”"},
            {"answer": 1},
            {"answer": 1.0},
            "good",
            [1],
            "",
        ),
        *({"answer": True}, {"answer": "yes", "evidence": 1}, {"answer": "yes", "other": ""}),
    ]
)


def _written(fields: dict[str, object]) -> WrittenFields:
    names = sorted(fields)
    lines = lines_of("\n".join(canonical_bytes(fields[name]).decode() for name in names))
    assert lines
    return WrittenFields(tuple(names), tuple(lines.values), tuple(lines.answers))


def _alone(tool: AuditTool, fields: dict[str, object]) -> CurrentValues | None:
    """What the models and the form's own evaluation make of an audit; None where it is unsound."""
    try:
        audit = Audit.from_fields(fields)  # type: ignore[arg-type]
    except ValidationError:
        return None
    if list(audit_faults(tool, audit)):
        return None
    codes = codes_of(tool, audit, day_read(HEAD.act, HEAD.sealed_at, audit), 9.0)
    return CurrentValues(listed(audit, HEAD.sealed_at), codes)


def _together(received: ReceivedAudits, fields: dict[str, object]) -> CurrentValues | None:
    try:
        return received.current(HEAD, _written(fields))
    except Unsound:
        return None


@settings(max_examples=200, deadline=None)
@given(st.lists(st.dictionaries(WRONG, ODD, max_size=4), max_size=8))
def test_an_altered_audit_passes_only_where_it_would_alone(
    altered: list[dict[str, object]],
) -> None:
    tool = mini_tool()
    received = ReceivedAudits(tool)
    for changes in ({}, *altered, *altered):
        fields = {**an_audit().to_fields(), **changes}
        assert _together(received, fields) == _alone(tool, fields)


@settings(max_examples=40, deadline=None)
@given(tools(), st.data())
def test_audits_of_any_tool_come_to_the_same_together_as_alone(
    tool: AuditTool, data: st.DataObject
) -> None:
    received = ReceivedAudits(tool)
    for _ in range(4):
        findings = {
            name: Finding(answer=answer, evidence=data.draw(st.sampled_from(["", 'Seen "alone".'])))
            for name, question in tool.questions.items()
            if question.answerable and (answer := data.draw(answers(question))) is not None
        }
        audit = Audit(case="C-1", audited_on=date(2026, 4, 2), findings=findings)
        fields: dict[str, object] = {**audit.to_fields()}
        assert _together(received, fields) == _alone(tool, fields)
