"""What edits make of a tool: ids, kinds, copies, moves."""

import pytest
from hypothesis import given, settings

from forms.designing import editing, moving
from forms.designing.editing import Edited
from forms.designing.history import Steps
from forms.designing.kinds import choices_of_lines
from forms.designing.naming import made_id, made_tool_id
from forms.designing.outline import TOOL, entries, questions
from forms.designing.plain import Plain, part_at, text_at, with_value
from forms.tool_files import check_plain
from tests.forms.designing.making import LIBRARY, Act, acts, begun, thresholds

FIRST = ("sections", 0, "questions", 0)


def sample() -> Plain:
    data = begun()
    data = editing.set_words(data, FIRST, "Was the child seen?", id_stays=False).data
    data = editing.add_question(data, FIRST, "number").data
    second = ("sections", 0, "questions", 1)
    data = editing.set_words(data, second, "How old is the child?", id_stays=False).data
    return with_value(data, (*second, "relevant"), "${child_seen} = 'yes'")


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("Was the child seen?", "child_seen"),
        ("Child’s own words: what did (s)he say?", "childs_own_words_he_say"),
        ("2 visits a month", "visits_month"),
        ("???", "question"),
        ("Ŵyna ac ŵy", "wyna_ac_wy"),
    ],
)
def test_an_id_says_what_the_words_say(words: str, made: str) -> None:
    assert made_id(words, frozenset(), "question") == made


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert made_id("Seen", {"seen", "seen_2"}, "question") == "seen_3"


def test_no_id_is_that_of_a_part_every_audit_has() -> None:
    assert made_id("Case", frozenset(), "section") == "case_2"


def test_a_tool_is_named_in_files_as_it_is_titled() -> None:
    assert made_tool_id("Child’s voice 2026") == "childs-voice-2026"


def test_a_new_tool_can_be_used_at_once() -> None:
    assert check_plain(begun()).tool is not None


def test_the_id_follows_the_words_and_every_rule_follows_the_id() -> None:
    changed = editing.set_words(sample(), FIRST, "Was the child heard?", id_stays=False)
    assert changed.renames == (("child_seen", "child_heard"),)
    assert text_at(changed.data, (*FIRST, "id")) == "child_heard"
    rule = text_at(changed.data, ("sections", 0, "questions", 1, "relevant"))
    assert rule == "${child_heard} = 'yes'"


def test_a_published_id_stays_whatever_the_words_become() -> None:
    changed = editing.set_words(sample(), FIRST, "Was the child heard?", id_stays=True)
    assert text_at(changed.data, (*FIRST, "id")) == "child_seen"


def test_an_id_that_a_person_chose_stays() -> None:
    chosen = editing.set_id(sample(), FIRST, "seen_at_home").data
    changed = editing.set_words(chosen, FIRST, "Was the child heard?", id_stays=False)
    assert text_at(changed.data, (*FIRST, "id")) == "seen_at_home"


def test_a_new_question_is_like_the_one_before_it() -> None:
    data = with_value(sample(), (*FIRST, "scale"), "ofsted")
    added = editing.add_question(data, FIRST)
    made = part_at(added.data, added.path)
    assert (made["kind"], made["scale"]) == ("graded", "ofsted")
    assert added.path == ("sections", 0, "questions", 1)


def test_a_graded_question_becomes_choices_of_its_scale() -> None:
    changed = editing.set_kind(sample(), FIRST, "one_of", LIBRARY).data
    made = part_at(changed, FIRST)
    assert made["choices"] == [{"code": "yes", "label": "Yes"}, {"code": "no", "label": "No"}]
    assert "scale" not in made


def test_another_kind_drops_only_what_it_cannot_use() -> None:
    data = with_value(sample(), (*FIRST, "guidance"), "Look in the records.")
    data = with_value(data, (*FIRST, "weight"), 2)
    made = part_at(editing.set_kind(data, FIRST, "date", LIBRARY).data, FIRST)
    assert made["guidance"] == "Look in the records."
    assert "weight" not in made


def test_a_copy_of_a_section_asks_its_own_questions() -> None:
    copied = editing.duplicate(sample(), ("sections", 0)).data
    ids = [entry.id for entry in entries(copied)]
    assert len(set(ids)) == len(ids)
    rule = text_at(copied, ("sections", 1, "questions", 1, "relevant"))
    assert rule == "${child_seen_2} = 'yes'"
    assert check_plain(copied).problems == ()


def test_pasted_lines_become_answers_once_each() -> None:
    before = [{"code": "play", "label": "Play"}]
    made = choices_of_lines("• Play\n- Drawing \n\n3. Talking\nDrawing", [*before])
    assert [text_at(choice, ("label",)) for choice in made] == ["Play", "Drawing", "3. Talking"]


def test_a_question_steps_over_the_end_of_a_section() -> None:
    data = editing.add_section(sample(), ("sections", 0)).data
    last = ("sections", 0, "questions", 1)
    moved = moving.move_step(data, last, "down")
    assert moved.path == ("sections", 1, "questions", 0)
    assert moving.move_step(moved.data, moved.path, "up").data == data


def test_a_section_becomes_a_nested_one_and_comes_out_again() -> None:
    data = editing.add_section(sample(), ("sections", 0)).data
    inside = moving.move_step(data, ("sections", 1), "in")
    assert inside.path == ("sections", 0, "sections", 0)
    assert moving.move_step(inside.data, inside.path, "out").data == data


def test_a_section_is_never_put_into_itself() -> None:
    data = sample()
    assert moving.move_to(data, ("sections", 0), ("sections", 0), 0).data is data


@given(acts())
@settings(max_examples=40, deadline=None)
def test_any_edits_keep_the_tool_readable_and_its_ids_apart(made: list[Act]) -> None:
    data = begun()
    for act in made:
        edited = act.apply(data)
        data = edited.data
        ids = [entry.id for entry in entries(data)]
        assert len(set(ids)) == len(ids)
        assert edited.path == TOOL or part_at(data, edited.path)
    if any(True for _ in questions(data)):
        assert [
            found.message for found in check_plain(data).problems if "already" in found.message
        ] == []


@given(acts())
@settings(max_examples=40, deadline=None)
def test_undoing_everything_gives_the_first_tool_and_redoing_the_last(made: list[Act]) -> None:
    first = thresholds()
    steps = Steps(first)
    for act in made:
        edited: Edited = act.apply(steps.present.data)
        steps.record(edited.data, edited.path, edited.name)
    last = steps.present.data
    while steps.undo() is not None:
        pass
    assert steps.present.data == thresholds()
    while steps.redo() is not None:
        pass
    assert steps.present.data == last


def test_typing_in_one_run_is_one_step() -> None:
    steps = Steps({"title": "a"})
    steps.record({"title": "ab"}, TOOL, "change the title", "run")
    steps.record({"title": "abc"}, TOOL, "change the title", "run")
    assert steps.undo_name == "change the title"
    steps.undo()
    assert steps.present.data == {"title": "a"}
    assert (steps.undo_name, steps.redo_name) == ("", "change the title")
