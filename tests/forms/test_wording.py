"""Copies of parts of a tool: what is worked out from their fields belongs to each copy alone."""

from tests.forms.samples import visits


def test_a_changed_copy_of_a_tool_has_a_hash_and_questions_of_its_own() -> None:
    tool = visits()
    before = tool.hash, tool.questions["words"].label
    section = tool.sections[1].model_copy(update={"questions": tool.sections[1].questions[:1]})
    copied = tool.model_copy(update={"sections": (tool.sections[0], section)})
    assert copied.hash != before[0]
    assert "words" not in copied.questions
    assert (tool.hash, tool.questions["words"].label) == before
