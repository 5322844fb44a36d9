"""Long work shows itself after a moment and can be stopped; short work stays unseen."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from ui.jobs import Jobs, Openers
from ui.lanes import Progress
from ui.progress import ProgressStrip
from ui.theme import Theme


class Nothing:
    """A store with nothing in it."""

    def close(self) -> None:
        """Do nothing."""


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs[Nothing, Nothing]]:
    made = Jobs(ThreadPoolExecutor(1), ThreadPoolExecutor(1), Openers(Nothing, Nothing))
    yield made
    made.close()


@pytest.fixture
def strip(jobs: Jobs[Nothing, Nothing], theme: Theme, qtbot: QtBot) -> ProgressStrip:
    made = ProgressStrip(show_after=0)
    qtbot.addWidget(made)
    jobs.started.connect(made.add)
    jobs.ended.connect(made.remove)
    return made


def steps(gate: threading.Event, total: int = 8) -> Callable[[Nothing, Progress], None]:
    def work(_store: Nothing, progress: Progress) -> None:
        progress(3, total, "Merging north.db")
        assert gate.wait(5)
        progress(total, total, "Merging south.db")

    return work


def texts(strip: ProgressStrip) -> str:
    return " ".join(label.text() for label in strip.findChildren(QLabel))


def test_a_long_job_shows_label_count_and_share(
    jobs: Jobs[Nothing, Nothing], strip: ProgressStrip, qtbot: QtBot
) -> None:
    gate = threading.Event()
    jobs.write(steps(gate), done=lambda _: None, label="Merging")
    qtbot.waitUntil(lambda: strip.isVisible() and "3 of 8" in texts(strip))
    bar = strip.findChild(QProgressBar)
    assert "Merging north.db" in texts(strip)
    assert bar.value() / bar.maximum() == 0.375
    gate.set()
    qtbot.waitUntil(strip.isHidden)


def test_counts_beyond_32_bits_are_shown(
    jobs: Jobs[Nothing, Nothing], strip: ProgressStrip, qtbot: QtBot
) -> None:
    gate = threading.Event()
    jobs.read(steps(gate, 6_000_000_000), done=lambda _: None, label="Copying")
    qtbot.waitUntil(lambda: "6,000,000,000" in texts(strip))
    gate.set()
    qtbot.waitUntil(strip.isHidden)


def test_cancel_by_keyboard_stops_the_job(
    jobs: Jobs[Nothing, Nothing], strip: ProgressStrip, qtbot: QtBot
) -> None:
    gate = threading.Event()
    seen: list[object] = []
    jobs.write(steps(gate), done=seen.append, label="Merging")
    qtbot.waitUntil(strip.isVisible)
    qtbot.keyClick(strip.cancel_button, Qt.Key.Key_Space)
    assert not strip.cancel_button.isEnabled()
    gate.set()
    qtbot.waitUntil(strip.isHidden)
    assert seen == []


def test_a_job_without_a_label_stays_unseen(
    jobs: Jobs[Nothing, Nothing], strip: ProgressStrip, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(jobs.ended):
        jobs.write(lambda _s, _p: None, done=lambda _: None)
    assert strip.isHidden()


def test_a_job_that_ends_within_the_moment_is_never_shown(
    jobs: Jobs[Nothing, Nothing], theme: Theme, qtbot: QtBot
) -> None:
    patient = ProgressStrip(show_after=60_000)
    qtbot.addWidget(patient)
    jobs.started.connect(patient.add)
    jobs.ended.connect(patient.remove)
    gate = threading.Event()
    jobs.write(steps(gate), done=lambda _: None, label="Merging")
    gate.set()
    with qtbot.waitSignal(jobs.ended):
        pass
    assert patient.isHidden()


def test_the_next_long_job_takes_the_place_of_the_first(
    jobs: Jobs[Nothing, Nothing], strip: ProgressStrip, qtbot: QtBot
) -> None:
    first, second = threading.Event(), threading.Event()
    jobs.read(steps(first), done=lambda _: None, label="Drawing the report")
    jobs.write(steps(second), done=lambda _: None, label="Backing up")
    qtbot.waitUntil(strip.isVisible)
    first.set()
    qtbot.waitUntil(lambda: "Backing up" in texts(strip))
    second.set()
    qtbot.waitUntil(strip.isHidden)
