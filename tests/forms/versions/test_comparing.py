"""What differs between two versions: every part, in form order, in plain words."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.tools import AuditTool, Limit, Section, Subsection, Theme
from forms.versions.changes import Change, in_order, moved_names
from forms.versions.comparing import compare_tools
from tests.forms.tool_strategies import tools
from tests.forms.versions.two_versions import (
    DAYS,
    EVERY,
    HOME,
    PLACE,
    SCHOOL,
    SEEN,
    WORDS,
    YES_NO,
    changed,
    version,
)


def differences(old: AuditTool, new: AuditTool) -> list[tuple[object, ...]]:
    return [tuple(change) for change in compare_tools(old, new).changes]


def test_a_tool_does_not_differ_from_itself_under_another_version() -> None:
    assert differences(version("1.0"), version("1.1")) == []


def test_a_changed_field_is_told_with_its_question_and_its_words() -> None:
    new = version("1.1", *changed(DAYS, unit="weeks", whole=True))
    where = ("Visit", "How many days to the visit?")
    assert differences(version("1.0"), new) == [
        (where, "changed", "whole", "no", "yes", "days"),
        (where, "changed", "unit", "days", "weeks", "days"),
    ]


def test_choices_are_compared_by_code() -> None:
    new = PLACE.model_copy(update={"choices": (SCHOOL, HOME.model_copy(update={"label": "Home"}))})
    where = ("Visit", PLACE.label)
    assert differences(version("1.0"), version("1.1", SEEN, new, DAYS, WORDS)) == [
        ((*where, "At school"), "moved", "choice", "place 2", "place 1", "place"),
        ((*where, "Home"), "changed", "label", "At home", "Home", "place"),
    ]


def test_what_came_and_what_went_stand_in_form_order() -> None:
    new = version("1.1", PLACE, SEEN.model_copy(update={"id": "met", "label": "Met?"}), WORDS)
    assert [change[1:] for change in differences(version("1.0"), new)] == [
        ("removed", "question", SEEN.label, "", "seen"),
        ("removed", "question", DAYS.label, "", "days"),
        ("added", "question", "", "Met?", "met"),
    ]


def test_a_question_that_moved_to_another_section_is_moved_and_not_gone() -> None:
    nested = Subsection(id="inner", title="Inner", questions=(WORDS,))
    section = Section(id="visit", title="Visit", questions=EVERY[:3], sections=(nested,))
    assert differences(version("1.0"), version("1.1", sections=(section,))) == [
        (("Visit", "Inner"), "added", "section", "", "Inner", None),
        (("Visit", "Inner", WORDS.label), "moved", "question", "Visit", "Inner", "words"),
    ]


def test_one_question_dragged_over_others_is_one_move() -> None:
    assert [change[1:] for change in differences(version("1.0"),
                                                 version("1.1", WORDS, SEEN, PLACE, DAYS))] == [
        ("moved", "question", "place 4", "place 1", "words")
    ]  # fmt: skip


def test_scales_themes_limits_and_translations_are_compared() -> None:
    best, worst = YES_NO.points
    scale = YES_NO.model_copy(update={"points": (best, worst.model_copy(update={"good": True}))})
    old = version("1.0", SEEN, scales=(version("1.0").grades, YES_NO))
    limit = Limit(answers=("no",), cap="inadequate", reason="not seen")
    welsh = SEEN.model_copy(
        update={"limits": (limit,), "translations": {"cy": {"label": "A welwyd y plentyn?"}}}
    )
    new = version("1.1", welsh, scales=(old.grades, scale), themes=(Theme(id="v", title="Voice"),))
    assert [change[1:5] for change in differences(old, new)] == [
        ("added", "theme", "", "Voice"),
        ("changed", "good", "no", "yes"),
        ("changed", "limits", "", "answers no, cap inadequate, reason not seen"),
        ("changed", "label (cy)", "", "A welwyd y plentyn?"),
    ]


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.permutations("abcdef"))
def test_the_rest_keeps_its_order_without_the_moved(before: list[str], after: list[str]) -> None:
    moved = moved_names(before, after)
    stayed = [name for name in before if name in after and name not in moved]
    assert stayed == [name for name in after if name in before and name not in moved]
    together = in_order(before, after)
    assert sorted(together) == sorted({*before, *after})
    assert [name for name in together if name in after] == after


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(tools(), tools())
def test_a_comparison_read_backwards_takes_away_what_it_added(
    old: AuditTool, new: AuditTool
) -> None:
    there, back = compare_tools(old, new).changes, compare_tools(new, old).changes

    def named(changes: tuple[Change, ...], kind: str) -> list[tuple[str | None, str]]:
        texts = [(each.question, each.before or each.after) for each in changes]
        return sorted(
            (text for text, each in zip(texts, changes, strict=True) if each.kind == kind),
            key=str,
        )

    assert named(there, "added") == named(back, "removed")
    assert named(there, "removed") == named(back, "added")
    gone = {each.question for each in there if (each.kind, each.what) == ("removed", "question")}
    assert gone == old.questions.keys() - new.questions.keys()
    assert compare_tools(old, old).changes == ()
