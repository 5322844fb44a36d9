"""Report templates: drafted word by word, kept, made void, and joined or settled after a fork."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from db.projection import current_state
from db.report_templates import (
    discard_draft,
    draft_template,
    edit_template,
    free_name,
    keep_template,
    list_templates,
    open_template,
    save_field,
    save_template,
    settle_template,
    template_called,
    template_conflict,
    void_template,
)
from db.revisions import FieldKeys, add_revision
from db.standalone_states import versions_of
from db.store import Store
from db.troubles import StoreTrouble
from db.verifying import verify
from forms.errors import AuditAppError
from forms.report_parts import OwnWords, Summary, Trend
from forms.report_templates import TEMPLATE_KIND, ReportTemplate
from forms.revisions import Revision, as_moment
from forms.template_drafts import UNNAMED

BOARD = ReportTemplate(
    name="Board, quarterly",
    tool="thresholds",
    where={"team": "North"},
    introduction="Why we looked.",
    recommendations="What to do.",
)


def kept(store: Store, template: ReportTemplate = BOARD) -> str:
    uid = draft_template(store, template, "lead")
    keep_template(store, uid, "lead")
    return uid


def fork(store: Store, uid: str, *several: Mapping[str, JsonValue]) -> None:
    """Seal several versions beside one another, each changed in another way."""
    state = current_state(store, uid)
    assert state
    heads = {head.hash for head in state.heads}
    for number, changes in enumerate(several):
        fields = {
            name: value for name, value in {**state.fields, **changes}.items() if value is not None
        }
        revision = Revision(
            kind=TEMPLATE_KIND,
            record=uid,
            parents=tuple(sorted(heads)),
            author=f"person-{number}",
            sealed_at=as_moment(store.clock()),
            act="voided" if fields.get("status") == "void" else "kept",
            fields=fields,
        )
        add_revision(store, revision, FieldKeys(store))


def test_a_kept_template_comes_back_whole(store: Store) -> None:
    opened = open_template(store, kept(store))
    assert (opened.template, opened.status, opened.author) == (BOARD, "kept", "lead")
    assert verify(store).problems == []


def test_each_word_typed_is_in_the_draft_also_what_cannot_be_kept_yet(store: Store) -> None:
    uid = draft_template(store, BOARD, "lead")
    save_field(store, uid, "introduction", "Why we looked again.")
    save_field(store, uid, "name", "")
    opened = open_template(store, uid)
    assert opened.fields["introduction"] == "Why we looked again."
    assert (opened.fields["name"], opened.template.name) == ("", UNNAMED)
    assert [fault.sentence for fault in opened.faults] == ["Give the report template a name."]
    with pytest.raises(
        AuditAppError, match=r"cannot be kept yet\. Give the report template a name"
    ):
        keep_template(store, uid, "lead")
    assert open_template(store, uid).status == "draft"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"tool": None}, "Choose the audit tool."),
        ({"title": "x" * 201}, "“Title of the report” is too long: use at most 200 letters."),
        ({"threshold": 11}, "“Counts hidden up to” cannot be kept as it stands: change it."),
        (
            {"parts": [{"part": "summary"}, {"part": "league_table"}]},
            "“Parts”, number 2, cannot be kept as it stands: change it.",
        ),
        (
            {"period": "between", "from": "2026-04-01", "to": "2026-03-31"},
            "The last day is before the first: change one.",
        ),
        (
            {"parts": [{"part": "own_words", "comment": "x" * 20_000}] * 40},
            "“Parts” holds too many words together: shorten some of them.",
        ),
        (
            {f"where.field_{number}": "x" for number in range(101)},
            "Choose audits by fewer fields.",
        ),
    ],
)
def test_what_stops_a_template_from_being_kept_is_said(
    store: Store, changes: dict[str, JsonValue], sentence: str
) -> None:
    uid = draft_template(store, BOARD, "lead")
    for name, value in changes.items():
        save_field(store, uid, name, value)
    assert sentence in [fault.sentence for fault in open_template(store, uid).faults]
    with pytest.raises(AuditAppError, match="cannot be kept yet"):
        keep_template(store, uid, "lead")


def test_a_draft_saved_whole_forgets_what_was_emptied(store: Store) -> None:
    uid = draft_template(store, BOARD, "lead")
    plain = ReportTemplate(name="Board", tool="neglect", parts=(Summary(), OwnWords(comment="x")))
    save_template(store, uid, plain)
    keep_template(store, uid, "lead")
    assert open_template(store, uid).template == plain


def test_an_edited_template_is_a_further_version(store: Store) -> None:
    uid = kept(store)
    edit_template(store, uid, "deputy")
    save_field(store, uid, "title", "For the board")
    assert (open_template(store, uid).status, template_called(store, BOARD.name).template) == (
        "reopened",
        BOARD,
    )
    keep_template(store, uid, "deputy")
    assert open_template(store, uid).template.title == "For the board"
    assert store.number("SELECT count(*) FROM revision") == 2


def test_keeping_what_was_not_changed_seals_nothing(store: Store) -> None:
    uid = kept(store)
    edit_template(store, uid, "lead")
    keep_template(store, uid, "lead")
    assert store.number("SELECT count(*) FROM revision") == 1
    assert open_template(store, uid).status == "kept"


def test_a_discarded_draft_leaves_what_was_kept(store: Store) -> None:
    uid = kept(store)
    edit_template(store, uid, "lead")
    save_field(store, uid, "title", "Other")
    discard_draft(store, uid)
    assert open_template(store, uid).template == BOARD
    with pytest.raises(StoreTrouble, match="kept or discarded in another window"):
        save_template(store, uid, BOARD)


def test_two_templates_of_one_file_never_have_one_name(store: Store) -> None:
    kept(store)
    uid = draft_template(store, BOARD.model_copy(update={"name": "board,  QUARTERLY"}), "lead")
    with pytest.raises(AuditAppError, match="another report template called"):
        keep_template(store, uid, "lead")
    save_field(store, uid, "name", free_name(store, BOARD.name))
    keep_template(store, uid, "lead")
    names = [row.name for row in list_templates(store)]
    assert names == ["Board, quarterly", "Board, quarterly (2)"]


def test_a_void_template_is_listed_no_more_and_leaves_its_name(store: Store) -> None:
    uid = kept(store)
    void_template(store, uid, "lead", "We report otherwise now.")
    assert list_templates(store) == []
    assert open_template(store, uid).status == "void"
    with pytest.raises(StoreTrouble, match="was made void"):
        edit_template(store, uid, "lead")
    kept(store)
    assert verify(store).problems == []


@pytest.mark.parametrize(("author", "reason"), [("", "x"), ("lead", " "), ("n" * 101, "x")])
def test_nothing_is_made_void_without_name_and_reason(
    store: Store, author: str, reason: str
) -> None:
    uid = kept(store)
    with pytest.raises(AuditAppError):
        void_template(store, uid, author, reason)
    assert open_template(store, uid).status == "kept"


def test_the_list_says_how_each_stands(store: Store) -> None:
    first = kept(store)
    draft_template(store, BOARD.model_copy(update={"name": "Area"}), "deputy")
    edit_template(store, first, "lead")
    drafted, reopened = list_templates(store)
    assert (drafted.name, drafted.author, drafted.kept_at, drafted.has_draft) == (
        "Area",
        "deputy",
        None,
        True,
    )
    assert reopened.kept_at
    assert reopened.kept_at.date() == date(2026, 5, 1)
    assert (reopened.tool, reopened.profile, reopened.has_draft) == ("thresholds", "internal", True)


def test_a_template_is_meant_by_its_name_or_its_id(store: Store) -> None:
    uid = kept(store)
    assert {template_called(store, each).uid for each in ("BOARD, quarterly", uid, uid[:8])} == {
        uid
    }
    edit_template(store, uid, "lead")
    save_field(store, uid, "name", "Area")
    assert template_called(store, BOARD.name).template == BOARD, "what was kept counts"
    for nothing in ("Boar", uid[:7], "", "Area"):
        with pytest.raises(AuditAppError, match="No report template"):
            template_called(store, nothing)


def test_a_name_that_two_templates_have_since_a_merge_means_neither(store: Store) -> None:
    first, second = kept(store), kept(store, BOARD.model_copy(update={"name": "Other"}))
    fork(store, second, {"name": BOARD.name})
    with pytest.raises(AuditAppError, match="2 report templates are called") as told:
        template_called(store, BOARD.name)
    assert first in str(told.value)
    assert template_called(store, second).uid == second


def test_different_fields_join_by_themselves(store: Store) -> None:
    uid = kept(store)
    fork(
        store, uid, {"title": "For the board"}, {"recommendations": "Do more.", "where.team": None}
    )
    opened = open_template(store, uid)
    assert (opened.status, opened.template.title, opened.template.where) == (
        "kept",
        "For the board",
        {},
    )
    assert opened.template.recommendations == "Do more."
    edit_template(store, uid, "lead")
    keep_template(store, uid, "lead")
    state = current_state(store, uid)
    assert state
    assert len(state.heads) == 1, "what joined is kept as one version"


def test_the_same_field_changed_differently_waits_and_both_texts_can_be_read(store: Store) -> None:
    uid = kept(store)
    fork(store, uid, {"introduction": "One reason."}, {"introduction": "Another.", "title": "T"})
    assert list_templates(store)[0].conflicts == 1
    assert open_template(store, uid).template.introduction == "One reason."
    conflict = template_conflict(store, uid)
    (contest,) = conflict.contests
    assert (contest.label, contest.texts) == (
        "Introduction",
        {"ancestor": "Why we looked.", "ours": "One reason.", "theirs": "Another."},
    )
    assert conflict.joined.title == "T"
    assert conflict.before
    assert conflict.before.template == BOARD
    for refused in (edit_template, keep_template):
        with pytest.raises(StoreTrouble):
            refused(store, uid, "lead")
    with pytest.raises(AuditAppError, match="settle the conflict first"):
        template_called(store, BOARD.name)


def test_a_settled_conflict_builds_on_every_version(store: Store) -> None:
    uid = kept(store)
    fork(store, uid, {"introduction": "One."}, {"introduction": "Two.", "title": "T"})
    conflict = template_conflict(store, uid)
    settle_template(
        store, uid, {"introduction": "theirs"}, "lead", "It is shorter.", shown=conflict.heads
    )
    opened = open_template(store, uid)
    assert (opened.template.introduction, opened.template.title) == ("Two.", "T")
    (settled,) = versions_of(store, uid).sides
    assert (settled.act, settled.author, settled.reason) == ("settled", "lead", "It is shorter.")
    assert verify(store).problems == []


def test_a_conflict_is_settled_by_words_of_ones_own(store: Store) -> None:
    uid = kept(store)
    fork(store, uid, {"parts": [{"part": "summary"}]}, {"parts": [{"part": "trend"}]})
    both = BOARD.model_copy(update={"parts": (Summary(), Trend())})
    settle_template(store, uid, both, "lead", "Both belong there.")
    assert open_template(store, uid).template == both


def test_nothing_is_settled_unless_all_is_chosen_of_what_was_shown(store: Store) -> None:
    uid = kept(store)
    fork(store, uid, {"title": "One", "introduction": "1"}, {"title": "Two", "introduction": "2"})
    whole = {"title": "ours", "introduction": "theirs"}
    refused: list[tuple[dict[str, str], str, str, tuple[str, ...]]] = [
        ({"title": "ours"}, "lead", "x", ()),
        ({**whole, "name": "ours"}, "lead", "x", ()),
        ({**whole, "title": "side9"}, "lead", "x", ()),
        (whole, "", "x", ()),
        (whole, "lead", " ", ()),
        (whole, "lead", "x", ("0" * 64,)),
    ]
    for choices, author, reason, shown in refused:
        with pytest.raises(AuditAppError):
            settle_template(store, uid, choices, author, reason, shown=shown)
    assert len(versions_of(store, uid).sides) == 2


def test_making_void_against_work_waits_for_a_person(store: Store) -> None:
    uid = kept(store)
    fork(store, uid, {"status": "void"}, {"title": "Needed still"})
    assert [row.conflicts for row in list_templates(store)] == [1]
    settle_template(store, uid, {"status": "theirs"}, "lead", "It is needed.")
    assert open_template(store, uid).template.title == "Needed still"


def test_what_joins_to_no_template_waits_for_a_person(store: Store) -> None:
    uid = kept(store)
    several = [{f"where.{side}_{number}": "x" for number in range(60)} for side in "ab"]
    fork(store, uid, *several)
    assert [row.conflicts for row in list_templates(store)] == [1]
    settle_template(store, uid, template_conflict(store, uid).sides[0].template, "lead", "Enough.")
    assert len(open_template(store, uid).template.where) == 61


_CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["One", "Two"]),
        "introduction": st.sampled_from(["One.", "Two.", None]),
        "where.team": st.sampled_from(["South", None]),
        "status": st.just("void"),
        "parts": st.sampled_from([[{"part": "summary"}], [{"part": "trend"}]]),
    },
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None
)
@given(sides=st.lists(_CHANGES, min_size=2, max_size=3))
def test_no_word_of_any_version_is_lost_where_versions_meet(
    store: Store, sides: list[dict[str, JsonValue]]
) -> None:
    """A value that a side gave stands in the template, or is offered to whoever settles."""
    uid = kept(store)
    fork(store, uid, *sides)
    state = current_state(store, uid)
    assert state
    waiting = {each.field: each.values for each in state.conflicts}
    for side in sides:
        for field, value in side.items():
            assert value in waiting.get(field, (state.fields.get(field),))
    assert open_template(store, uid).status in ("kept", "void", "conflict")
    fork(store, uid, {"status": "void"})  # so that its name is free again
