"""The reason of a settlement is read by people, and back by the program word for word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import AuditAppError
from forms.settlement_reasons import Chosen, read_settlement, settlement_reason
from forms.settling_names import field_named, named_field, side_in_words, side_name

HASH = "3f9a1c2b4d5e"


def test_people_read_whose_answer_was_chosen_and_why() -> None:
    chosen = {
        "overall": Chosen("ours", HASH, "auditor-01", "It was seen."),
        "finding.q2": Chosen("ancestor", HASH, "auditor-02"),
    }
    assert settlement_reason("We met.", chosen) == (
        "We met.\n\nChosen, answer by answer:\n"
        f"overall = ours ({HASH} auditor-01): It was seen.\n"
        f"finding.q2 = ancestor ({HASH} auditor-02)"
    )


LINES = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), max_size=30).map(
    lambda text: " ".join(text.split())
)
CHOSEN = st.builds(
    Chosen,
    st.sampled_from(["ours", "theirs", "side3", "ancestor"]),
    st.just(HASH),
    LINES.filter(lambda text: not set("()") & set(text)),
    LINES,
)


@given(
    st.text(min_size=1, max_size=60).map(str.strip).filter(bool),
    st.dictionaries(st.sampled_from(["overall", "finding.q#2", "section.a"]), CHOSEN, min_size=1),
)
def test_what_was_chosen_is_read_back(reason: str, chosen: dict[str, Chosen]) -> None:
    told = read_settlement(settlement_reason(reason, chosen))
    assert (told.reason, told.chosen) == (reason, chosen)


@pytest.mark.parametrize("text", ["", "We met.", "Chosen, answer by answer:\nnonsense"])
def test_any_other_reason_is_only_a_reason(text: str) -> None:
    assert read_settlement(text) == (text, {})


def test_reasons_that_are_too_long_are_refused_not_cut() -> None:
    with pytest.raises(AuditAppError, match="letters long together"):
        settlement_reason("x" * 20_001, {})


def test_things_to_choose_are_named_as_people_type_them() -> None:
    fields = ["finding.q1", "finding.visit#1", "finding.seen#1", "finding.seen#2", "overall"]
    assert field_named("q1", fields) == "finding.q1"
    assert field_named("finding.q1", fields) == "finding.q1"
    assert field_named("visit", fields) == "finding.visit#1"
    assert field_named("seen", fields) == "seen"  # it does not say which
    assert field_named("seen#2", fields) == "finding.seen#2"
    assert field_named("overall", fields) == "overall"
    assert named_field("finding.q1") == "q1"
    assert [side_name(at) for at in range(3)] == ["ours", "theirs", "side3"]
    assert [side_in_words(each) for each in ("ours", "side3", "ancestor")] == [
        "Ours",
        "Side 3",
        "Before",
    ]
