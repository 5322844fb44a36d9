"""Every edit reaches its own database, the newest value wins, and what failed is kept."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from db.troubles import StoreTrouble
from tests.ui.audits.seeding import Later
from ui.jobs import Jobs, Openers
from ui.saving import DraftSaver, Target

NORTH, SOUTH = Path("/north.audit"), Path("/south.audit")
FULL = "The disk is full. Free some space, then go on."


class Shelf:
    """A store that is only a name."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def checkpoint(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


class Drafts:
    """What `db.drafts.save_field` was asked to save; it fails while there is an `error`."""

    def __init__(self) -> None:
        self.saved: list[tuple[str, str, str, object]] = []
        self.error: Exception | None = None
        self.refused_fields: set[str] = set()

    def save_field(self, store: Shelf, uid: str, field: str, value: object) -> None:
        if self.error is not None and (not self.refused_fields or field in self.refused_fields):
            raise self.error
        self.saved.append((store.path.stem, uid, field, value))


@pytest.fixture
def drafts(monkeypatch: pytest.MonkeyPatch) -> Drafts:
    made = Drafts()
    monkeypatch.setattr("db.drafts.save_field", made.save_field)
    return made


@pytest.fixture
def writer() -> Later:
    return Later()


@pytest.fixture
def jobs(qapp: object, writer: Later) -> Iterator[Jobs[Shelf, Shelf]]:
    made = Jobs(writer, Later(), Openers(lambda: Shelf(NORTH), lambda: Shelf(NORTH)))
    yield made
    made.close()


class Ear:
    """What the saver said, in order."""

    def __init__(self, saver: DraftSaver) -> None:
        self.said: list[str] = []
        saver.saving.connect(lambda: self.said.append("saving"))
        saver.saved.connect(self._on_saved)
        saver.not_saved.connect(self.said.append)

    def _on_saved(self, at: datetime) -> None:
        assert at.tzinfo is None  # it is shown to the person beside the window
        self.said.append("saved")


@pytest.fixture
def saver(jobs: Jobs[Shelf, Shelf], drafts: Drafts) -> DraftSaver:
    return DraftSaver(jobs)


@pytest.fixture
def ear(saver: DraftSaver) -> Ear:
    return Ear(saver)


def case(field: str = "overall", database: Path = NORTH) -> Target:
    return Target(database, "uid", field)


def test_saved_is_said_only_when_everything_handed_over_is_in_the_file(
    saver: DraftSaver, writer: Later, ear: Ear
) -> None:
    saver.save(case("strengths"), "Time was taken.")
    saver.save(case("overall"), "good")
    assert ear.said == ["saving", "saving"]
    writer.run_next()
    assert ear.said == ["saving", "saving"]
    writer.run_next()
    assert ear.said == ["saving", "saving", "saved"]


def test_edits_are_saved_in_the_order_they_were_made(
    saver: DraftSaver, writer: Later, drafts: Drafts
) -> None:
    for field, value in (("a", "1"), ("b", "1"), ("a", "2")):
        saver.save(case(field), value)
    writer.run()
    assert [(field, value) for *_, field, value in drafts.saved] == [
        ("a", "1"),
        ("b", "1"),
        ("a", "2"),
    ]


def test_the_same_value_given_again_is_not_taken_for_saved_with_the_first(
    saver: DraftSaver, writer: Later, drafts: Drafts, ear: Ear
) -> None:
    for value in ("yes", "no", "yes"):
        saver.save(case(), value)
    writer.run_next()
    assert "saved" not in ear.said
    writer.run_next()
    drafts.error = StoreTrouble(FULL)
    writer.run_next()
    assert "saved" not in ear.said
    assert saver.unsaved(NORTH, "uid") == {"overall": "yes"}


def test_what_failed_is_kept_and_saved_before_the_next_edit(
    saver: DraftSaver, writer: Later, drafts: Drafts, ear: Ear
) -> None:
    drafts.error = StoreTrouble(FULL)
    saver.save(case("a"), "first")
    writer.run()
    assert ear.said[-1] == saver.trouble == FULL
    drafts.error = None
    saver.save(case("b"), "second")
    writer.run()
    assert [value for *_, value in drafts.saved] == ["first", "second"]
    assert ear.said[-1] == "saved"
    assert not saver.trouble


def test_what_failed_is_tried_again_after_a_while(
    saver: DraftSaver, writer: Later, drafts: Drafts
) -> None:
    drafts.error = StoreTrouble(FULL)
    saver.save(case(), "good")
    writer.run()
    running = [timer for timer in saver.findChildren(QTimer) if timer.isActive()]
    drafts.error = None
    min(running, key=QTimer.interval).timeout.emit()
    writer.run()
    assert [value for *_, value in drafts.saved] == ["good"]


def test_a_fault_of_our_own_is_not_brought_up_again_by_the_clock(
    saver: DraftSaver, writer: Later, drafts: Drafts, jobs: Jobs[Shelf, Shelf], ear: Ear
) -> None:
    bugs: list[BaseException] = []
    jobs.bug.connect(bugs.append)
    drafts.error = KeyError("what a person typed")
    saver.save(case(), "good")
    writer.run()
    assert ear.said[-1] == "the program met a fault of its own"
    clocks = [timer for timer in saver.findChildren(QTimer) if timer.isActive()]
    assert [timer.interval() for timer in clocks] == [20_000]  # only the one that tidies up
    drafts.error = None
    saver.save(case("b"), "next")
    writer.run()
    assert [value for *_, value in drafts.saved] == ["good", "next"]
    assert len(bugs) == 1


def test_the_newest_value_wins_over_one_that_failed(
    saver: DraftSaver, writer: Later, drafts: Drafts
) -> None:
    drafts.error = StoreTrouble(FULL)
    saver.save(case(), "old")
    writer.run()
    drafts.error = None
    saver.save(case(), "new")
    writer.run()
    assert [value for *_, value in drafts.saved] == ["new"]


def test_an_older_value_that_fails_behind_a_newer_one_is_let_go(
    saver: DraftSaver, writer: Later, drafts: Drafts
) -> None:
    saver.save(case(), "old")
    saver.save(case(), "new")
    drafts.error = StoreTrouble(FULL)
    writer.run_next()
    drafts.error = None
    writer.run_next()
    assert [value for *_, value in drafts.saved] == ["new"]
    assert not saver.trouble
    assert saver.unsaved(NORTH, "uid") == {}


def test_a_field_that_fails_stays_unsaved_while_others_are_saved(
    saver: DraftSaver, writer: Later, drafts: Drafts, ear: Ear
) -> None:
    drafts.error, drafts.refused_fields = StoreTrouble(FULL), {"a"}
    saver.save(case("a"), "kept")
    saver.save(case("b"), "saved")
    writer.run()
    assert "saved" not in ear.said
    assert ear.said[-1] == FULL
    assert saver.unsaved(NORTH, "uid") == {"a": "kept"}


def test_an_emptied_field_that_failed_stays_empty_for_the_form(
    saver: DraftSaver, writer: Later, drafts: Drafts
) -> None:
    drafts.error = StoreTrouble(FULL)
    saver.save(case(), None)
    writer.run()
    assert saver.unsaved(NORTH, "uid") == {"overall": None}


def test_an_edit_is_never_written_into_another_database(
    saver: DraftSaver, writer: Later, drafts: Drafts, jobs: Jobs[Shelf, Shelf], ear: Ear
) -> None:
    jobs.switch_store(
        Openers(lambda: Shelf(SOUTH), lambda: Shelf(SOUTH)), done=lambda: None, failed=None
    )
    saver.save(case(database=NORTH), "typed in the north")
    writer.run()
    assert drafts.saved == []
    assert saver.unsaved(NORTH, "uid") == {"overall": "typed in the north"}
    assert saver.unsaved(SOUTH, "uid") == {}
    jobs.switch_store(
        Openers(lambda: Shelf(NORTH), lambda: Shelf(NORTH)), done=lambda: None, failed=None
    )
    saver.retry()
    writer.run()
    assert drafts.saved == [("north", "uid", "overall", "typed in the north")]
    assert ear.said[-1] == "saved"


def test_settling_waits_for_the_saves_under_way_and_tells_what_is_in_the_way(
    saver: DraftSaver, writer: Later, drafts: Drafts
) -> None:
    told: list[str] = []
    saver.settle(told.append)
    assert told == [""]
    saver.save(case(), "good")
    saver.settle(told.append)
    assert told == [""]
    writer.run()
    assert told == ["", ""]
    drafts.error = StoreTrouble(FULL)
    saver.save(case(), "bad")
    writer.run()
    saver.settle(told.append)
    writer.run()
    assert told == ["", "", FULL]


def test_settling_tries_what_failed_once_more(
    saver: DraftSaver, writer: Later, drafts: Drafts
) -> None:
    drafts.error = StoreTrouble(FULL)
    saver.save(case(), "good")
    writer.run()
    drafts.error = None
    told: list[str] = []
    saver.settle(told.append)
    writer.run()
    assert told == [""]
    assert [value for *_, value in drafts.saved] == ["good"]


def test_what_a_discarded_draft_lacked_is_forgotten(
    saver: DraftSaver, writer: Later, drafts: Drafts, ear: Ear
) -> None:
    drafts.error = StoreTrouble("This draft was discarded.")
    saver.save(case("a"), "gone")
    writer.run()
    saver.retry()
    saver.forget(NORTH, "uid")
    writer.run()
    assert not saver.trouble
    assert ear.said[-1] == "saved"
    saver.forget(NORTH, "uid")
    assert ear.said.count("saved") == 1


def test_the_log_is_folded_in_when_nobody_types(
    saver: DraftSaver, writer: Later, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    folded: list[Path] = []
    monkeypatch.setattr(Shelf, "checkpoint", lambda shelf: folded.append(shelf.path))
    saver.save(case(), "good")
    idle = max(saver.findChildren(QTimer), key=QTimer.interval)
    assert idle.isActive()
    idle.timeout.emit()
    writer.run()
    assert folded == [NORTH]
