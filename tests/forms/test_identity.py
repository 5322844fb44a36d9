"""Ids are made once, sort by time, and name the same row alike on every machine."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.identity import new_uid, normalised, recorded_uid

START = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(9000, 1, 1), timezones=st.just(UTC))


@given(MOMENTS, st.binary(min_size=10, max_size=10))
def test_a_new_id_is_a_uuid_of_version_7(moment: datetime, entropy: bytes) -> None:
    uid = uuid.UUID(new_uid(lambda: moment, lambda size: entropy[:size]))
    assert (uid.version, uid.variant) == (7, uuid.RFC_4122)
    assert uid.int >> 80 == int(moment.timestamp() * 1000)


def test_the_example_of_the_standard() -> None:
    """RFC 9562, appendix A.6: its moment and random bits give its id."""
    moment = datetime.fromisoformat("2022-02-22T14:22:22-05:00")
    random = (0x7CC3 << 64 | 0x98C4DC0C0C07398F).to_bytes(10, "big")
    assert new_uid(lambda: moment, lambda _: random) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


def test_ids_of_the_same_moment_differ_and_later_ones_sort_later() -> None:
    same = {new_uid(lambda: START) for _ in range(1_000)}
    assert len(same) == 1_000
    assert max(same) < new_uid(lambda: START + timedelta(milliseconds=1))


def test_a_recorded_audit_has_the_same_id_for_ever() -> None:
    uid = recorded_uid("thresholds", "C-0001", "auditor-07", "2026-04-02")
    assert uid == "3b9c2938-5d78-5d8f-875c-d99356057e52"


@pytest.mark.parametrize(
    "case", ["c-0001", " C-0001 ", "C - 0001", "C-0001\u00a0", "Ｃ-０００１", "C-0001\n"]
)
def test_case_width_and_blanks_do_not_make_another_audit(case: str) -> None:
    again = recorded_uid("thresholds", case, "AUDITOR-07", "2026-04-02")
    assert again == recorded_uid("thresholds", "C-0001", "auditor-07", "2026-04-02")


@pytest.mark.parametrize(
    "other",
    [
        ("visits", "C-0001", "auditor-07", "2026-04-02"),
        ("thresholds", "C-0002", "auditor-07", "2026-04-02"),
        ("thresholds", "C-0001", "auditor-08", "2026-04-02"),
        ("thresholds", "C-0001", "auditor-07", "2026-04-03"),
        ("thresholds", "C-0001auditor-07", "", "2026-04-02"),
    ],
)
def test_each_of_tool_case_auditor_and_date_makes_another_audit(
    other: tuple[str, str, str, str],
) -> None:
    first = recorded_uid("thresholds", "C-0001", "auditor-07", "2026-04-02")
    assert recorded_uid(*other) != first


def test_normalising_keeps_what_tells_cases_apart() -> None:
    assert normalised("Straße 12/B") == "strasse12/b"
    assert normalised("C-1") != normalised("C1")
    assert normalised("Ω") == normalised("ω")
