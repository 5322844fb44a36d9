"""The grades that auditors gave themselves, before anybody moderated them."""

from db.own_grades import own_grades
from db.reading import AuditScope
from tests.exports.line_samples import add_moderated, graded, plain_tool
from tests.exports.making import memory_cabinet


def test_a_moderated_audit_counts_with_the_grade_of_its_auditor() -> None:
    with memory_cabinet() as cabinet:
        tool = plain_tool()
        cabinet.add(tool, graded(1, "auditor-1", "outstanding", team="North"))
        add_moderated(cabinet, tool, [("good", "inadequate")])
        found = sorted(own_grades(cabinet.store, AuditScope()))
    assert [(each.auditor, each.overall) for each in found] == [
        ("auditor-0", "good"),
        ("auditor-1", "outstanding"),
    ]
    assert {each.tool for each in found} == {tool.hash}
    assert found[1].attributes == {"team": "North"}


def test_only_audits_in_scope_are_told() -> None:
    with memory_cabinet() as cabinet:
        cabinet.add(plain_tool(), graded(1, "a", "good", team="North"))
        cabinet.add(plain_tool(), graded(2, "b", "good", team="South"))
        found = list(own_grades(cabinet.store, AuditScope(where={"team": "South"})))
    assert [each.auditor for each in found] == ["b"]
