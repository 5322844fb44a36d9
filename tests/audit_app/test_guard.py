"""The rooms' generic names are safe: nobody else's package is taken for ours."""

import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from audit_app.guard import ROOMS, check_rooms, stray_rooms

HOME = Path(__file__).resolve().parents[2]


def test_our_rooms_are_found_beside_the_program() -> None:
    assert stray_rooms(HOME) == ()
    check_rooms()


def test_a_package_from_elsewhere_is_noticed(tmp_path: Path) -> None:
    assert stray_rooms(HOME, ("forms", "json")) == ("json",)
    assert stray_rooms(tmp_path) == ROOMS


def test_a_missing_room_is_noticed() -> None:
    assert stray_rooms(HOME, ("cellar",)) == ("cellar",)


def test_a_stray_room_stops_the_start_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audit_app.guard.__file__", str(tmp_path / "audit_app" / "guard.py"))
    with pytest.raises(SystemExit, match="Another package stands in the place of ui"):
        check_rooms()


def test_a_packed_program_is_not_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit_app.guard.__file__", str(tmp_path / "audit_app" / "guard.py"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    check_rooms()


@pytest.mark.parametrize("room", ["audit_app", *ROOMS])
def test_no_installed_package_claims_the_name_of_a_room(room: str) -> None:
    assert set(packages_distributions().get(room, [])) <= {"case-file-audit"}
