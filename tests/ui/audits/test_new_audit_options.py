"""Which tools a new audit may begin with."""

import pytest

from db.opening import open_reading
from db.tool_drafts import start_tool_draft
from db.tool_versions import publish_tool, withdraw_tool
from forms.tool_files import builtin_tool, builtin_tool_ids
from forms.tools import AuditTool
from forms.versions.amending import amended, proposed
from tests.ui.audits.seeding import Cabinet, a_tool, an_audit
from ui.audits.new_audit_options import load_options

BUILTIN = builtin_tool("thresholds")


def version_of(tool: AuditTool, version: str) -> AuditTool:
    new = tool.model_copy(update={"version": version, "purpose": f"As of {version}."})
    return amended(new, proposed(tool, new))


def publish(cabinet: Cabinet, tool: AuditTool) -> None:
    cabinet.change(lambda store: publish_tool(store, tool, "lead"))


def withdraw(cabinet: Cabinet, tool: AuditTool) -> None:
    cabinet.change(lambda store: withdraw_tool(store, tool.hash, "lead", "It misled."))


def offered(cabinet: Cabinet, tool_id: str) -> list[str]:
    """The versions of a tool that are offered."""
    with open_reading(cabinet.path) as store, store.snapshot():
        tools = load_options(store, lambda *_: None).tools
    assert len({tool.hash for tool in tools}) == len(tools)
    return [tool.version for tool in tools if tool.id == tool_id]


def test_in_an_empty_database_the_library_is_offered(cabinet: Cabinet) -> None:
    for tool_id in builtin_tool_ids():
        assert offered(cabinet, tool_id) == [builtin_tool(tool_id).version]


def test_a_published_amendment_replaces_the_built_in_tool(cabinet: Cabinet) -> None:
    publish(cabinet, version_of(BUILTIN, "1.1"))
    assert offered(cabinet, "thresholds") == ["1.1"]


@pytest.mark.parametrize("order", [("1.9", "1.10"), ("1.10", "1.9")])
def test_the_highest_published_version_is_offered_whichever_came_last(
    cabinet: Cabinet, order: tuple[str, str]
) -> None:
    for version in order:
        publish(cabinet, version_of(BUILTIN, version))
    assert offered(cabinet, "thresholds") == ["1.10"]


def test_a_withdrawn_version_gives_way_to_the_one_before(cabinet: Cabinet) -> None:
    first, second = version_of(BUILTIN, "1.1"), version_of(BUILTIN, "1.2")
    for tool in (first, second):
        publish(cabinet, tool)
    withdraw(cabinet, second)
    assert offered(cabinet, "thresholds") == ["1.1"]
    withdraw(cabinet, first)
    assert offered(cabinet, "thresholds") == ["1.0"]


def test_a_withdrawn_built_in_tool_is_not_offered(cabinet: Cabinet) -> None:
    publish(cabinet, BUILTIN)
    withdraw(cabinet, BUILTIN)
    assert offered(cabinet, "thresholds") == []


def test_a_tool_that_audits_were_made_with_is_offered(cabinet: Cabinet) -> None:
    cabinet.record(an_audit("C-1"))
    assert offered(cabinet, "voice") == ["1.0"]
    withdraw(cabinet, a_tool())
    assert offered(cabinet, "voice") == []


def test_a_draft_is_not_offered(cabinet: Cabinet) -> None:
    data = {"id": "ours", "title": "Ours", "version": "1.0"}
    cabinet.change(lambda store: start_tool_draft(store, data, "lead"))
    assert offered(cabinet, "ours") == []
