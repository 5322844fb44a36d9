"""A tool that goes out as a workbook comes back as it was."""

import pytest
from hypothesis import given, settings

from exports.xlsform import tool_workbook
from forms.tool_files import builtin_tool, builtin_tool_ids, read_tool
from forms.tools import AuditTool
from forms.xlsform import import_workbook
from tests.forms.every_kind import EVERY_KIND
from tests.forms.tool_strategies import tools


def assert_comes_back(tool: AuditTool) -> None:
    found = import_workbook(tool_workbook(tool), "form.xlsx")
    assert found.report.refused == ()
    assert found.report.degraded == ()
    assert found.tool == tool


@pytest.mark.parametrize("tool_id", builtin_tool_ids())
def test_every_built_in_tool_comes_back_equal(tool_id: str) -> None:
    tool = builtin_tool(tool_id)
    assert_comes_back(tool)
    found = import_workbook(tool_workbook(tool), "form.xlsx").tool
    assert found is not None
    assert found.hash == tool.hash


def test_a_tool_with_every_kind_and_part_comes_back_equal() -> None:
    assert_comes_back(read_tool(EVERY_KIND, "every_kind.yaml"))


@settings(max_examples=60, deadline=None)
@given(tools())
def test_random_tools_come_back_equal(tool: AuditTool) -> None:
    assert_comes_back(tool)
