"""Background work: where it runs, what comes back, and what does not."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from forms.errors import AuditAppError
from ui.jobs import Jobs, Openers
from ui.lanes import Progress


class Cabinet:
    """A store that knows the thread it was opened on and is closed on."""

    def __init__(self, name: str = "first") -> None:
        self.name = name
        self.opened_on = threading.get_ident()
        self.closed_on: int | None = None

    def close(self) -> None:
        self.closed_on = threading.get_ident()


CabinetJobs = Jobs[Cabinet, Cabinet]


class Opener:
    """Opens cabinets and remembers them."""

    def __init__(self, name: str = "first") -> None:
        self.name = name
        self.cabinets: list[Cabinet] = []

    def __call__(self) -> Cabinet:
        self.cabinets.append(Cabinet(self.name))
        return self.cabinets[-1]


@pytest.fixture
def opener() -> Opener:
    return Opener()


@pytest.fixture
def jobs(qapp: object, opener: Opener) -> Iterator[CabinetJobs]:
    made = Jobs(ThreadPoolExecutor(1), ThreadPoolExecutor(1), Openers(opener, opener))
    yield made
    made.close()


def name_of(store: Cabinet, _progress: Progress) -> str:
    return store.name


def held(gate: threading.Event) -> Callable[[Cabinet, Progress], str]:
    """Work that waits until it is let go, then takes one more step."""

    def work(_store: Cabinet, progress: Progress) -> str:
        assert gate.wait(5)
        progress(1, 2, "still here")
        return "finished"

    return work


def test_work_runs_off_the_gui_thread_and_its_result_arrives_on_it(
    jobs: CabinetJobs, qtbot: QtBot
) -> None:
    seen: list[tuple[int, int]] = []
    jobs.read(
        lambda _store, _progress: threading.get_ident(),
        done=lambda worker: seen.append((worker, threading.get_ident())),
    )
    qtbot.waitUntil(lambda: bool(seen))
    worker, receiver = seen[0]
    assert receiver == threading.get_ident() != worker


def test_a_store_is_opened_once_on_each_thread_and_closed_where_it_was_opened(
    jobs: CabinetJobs, opener: Opener, qtbot: QtBot
) -> None:
    seen: list[str] = []
    for _ in range(3):
        jobs.read(name_of, done=seen.append)
        jobs.write(name_of, done=seen.append)
    qtbot.waitUntil(lambda: len(seen) == 6)
    jobs.close()
    assert len(opener.cabinets) == 2
    assert len({cabinet.opened_on for cabinet in opener.cabinets}) == 2
    assert all(cabinet.closed_on == cabinet.opened_on for cabinet in opener.cabinets)


def test_nothing_is_opened_before_it_is_needed(jobs: CabinetJobs, opener: Opener) -> None:
    jobs.close()
    assert opener.cabinets == []


def test_a_save_does_not_wait_behind_a_report(jobs: CabinetJobs, qtbot: QtBot) -> None:
    gate = threading.Event()
    order: list[str] = []
    jobs.read(held(gate), done=order.append)
    jobs.write(lambda _s, _p: "saved", done=order.append)
    qtbot.waitUntil(lambda: order == ["saved"])
    gate.set()
    qtbot.waitUntil(lambda: order == ["saved", "finished"])


def test_a_cancelled_job_stops_at_its_next_step_and_delivers_nothing(
    jobs: CabinetJobs, qtbot: QtBot
) -> None:
    gate = threading.Event()
    seen: list[object] = []
    job = jobs.read(held(gate), done=seen.append, failed=seen.append)
    job.cancel()
    with qtbot.waitSignal(jobs.ended):
        gate.set()
    assert seen == []


def test_a_write_cancelled_too_late_has_happened_and_says_so(
    jobs: CabinetJobs, qtbot: QtBot
) -> None:
    gate, started = threading.Event(), threading.Event()
    seen: list[str] = []

    def save(_store: Cabinet, _progress: Progress) -> str:
        started.set()
        assert gate.wait(5)
        return "saved"

    job = jobs.write(save, done=seen.append)
    assert started.wait(5)
    job.cancel()
    gate.set()
    qtbot.waitUntil(lambda: seen == ["saved"])


def test_progress_reaches_the_window_with_its_label(jobs: CabinetJobs, qtbot: QtBot) -> None:
    gate = threading.Event()
    job = jobs.read(held(gate), done=lambda _: None)
    with qtbot.waitSignal(job.progressed) as blocker:
        gate.set()
    assert blocker.args == [1, 2, "still here"]


def test_a_newer_read_of_the_same_key_supersedes_the_older(jobs: CabinetJobs, qtbot: QtBot) -> None:
    gate = threading.Event()
    seen: list[str] = []
    jobs.read(held(gate), done=lambda _: seen.append("front"))
    jobs.read(lambda _s, _p: "a", done=seen.append, key="search")
    jobs.read(lambda _s, _p: "ab", done=seen.append, key="search")
    jobs.read(lambda _s, _p: "other", done=seen.append, key="tools")
    gate.set()
    qtbot.waitUntil(lambda: "other" in seen)
    assert seen == ["front", "ab", "other"]


def test_callbacks_are_dropped_when_their_owner_is_destroyed(
    jobs: CabinetJobs, qtbot: QtBot
) -> None:
    gate = threading.Event()
    seen: list[str] = []
    page = QObject()
    jobs.read(held(gate), done=seen.append, owner=page)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    with qtbot.waitSignal(jobs.ended):
        gate.set()
    assert seen == []


def test_the_object_behind_a_bound_method_owns_the_callback(
    jobs: CabinetJobs, qtbot: QtBot
) -> None:
    seen: list[str] = []

    class Page(QObject):
        def show_name(self, name: str) -> None:
            seen.append(name)

    gate = threading.Event()
    page = Page()
    jobs.read(held(gate), done=page.show_name)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    with qtbot.waitSignal(jobs.ended):
        gate.set()
    assert seen == []


def refuse(_store: Cabinet, _progress: Progress) -> None:
    raise AuditAppError("The disk is full. Free some space, then save again.")


def stumble(_store: Cabinet, _progress: Progress) -> None:
    raise KeyError("canary")


def test_known_trouble_goes_to_the_caller_who_asked_for_it(jobs: CabinetJobs, qtbot: QtBot) -> None:
    taken: list[BaseException] = []
    strays: list[object] = []
    jobs.trouble.connect(strays.append)
    jobs.write(refuse, done=lambda _: None, failed=taken.append)
    qtbot.waitUntil(lambda: bool(taken))
    assert isinstance(taken[0], AuditAppError)
    assert strays == []


def test_known_trouble_that_nobody_takes_is_shown(jobs: CabinetJobs, qtbot: QtBot) -> None:
    with qtbot.waitSignal(jobs.trouble) as blocker:
        jobs.write(refuse, done=lambda _: None)
    assert isinstance(blocker.args[0], AuditAppError)


def test_a_failed_save_is_shown_even_when_its_page_is_gone(jobs: CabinetJobs, qtbot: QtBot) -> None:
    gate = threading.Event()
    page = QObject()

    def refuse_later(store: Cabinet, progress: Progress) -> None:
        assert gate.wait(5)
        refuse(store, progress)

    jobs.write(refuse_later, done=lambda _: None, failed=lambda _: None, owner=page)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    with qtbot.waitSignal(jobs.trouble):
        gate.set()


def test_any_other_exception_is_a_bug_and_the_caller_still_learns_of_it(
    jobs: CabinetJobs, qtbot: QtBot
) -> None:
    taken: list[BaseException] = []
    with qtbot.waitSignal(jobs.bug) as blocker:
        jobs.write(stumble, done=lambda _: None, failed=taken.append)
    assert isinstance(blocker.args[0], KeyError)
    assert taken == [blocker.args[0]]


def test_work_goes_on_after_a_failure(jobs: CabinetJobs, qtbot: QtBot) -> None:
    seen: list[str] = []
    jobs.write(stumble, done=lambda _: None)
    jobs.write(name_of, done=seen.append)
    qtbot.waitUntil(lambda: seen == ["first"])


def test_switching_stores_closes_the_old_and_serves_the_new_on_both_threads(
    jobs: CabinetJobs, opener: Opener, qtbot: QtBot
) -> None:
    seen: list[str] = []
    jobs.read(name_of, done=seen.append)
    jobs.write(name_of, done=seen.append)

    def ask_again() -> None:
        jobs.read(name_of, done=seen.append)
        jobs.write(name_of, done=seen.append)

    second = Opener("second")
    jobs.switch_store(Openers(second, second), done=ask_again)
    qtbot.waitUntil(lambda: len(seen) == 4)
    assert seen == ["first", "first", "second", "second"]
    assert all(cabinet.closed_on == cabinet.opened_on for cabinet in opener.cabinets)


def test_a_store_that_will_not_open_leaves_the_old_one_in_use(
    jobs: CabinetJobs, qtbot: QtBot
) -> None:
    def locked() -> Cabinet:
        raise AuditAppError("Another window has this file open. Close it there first.")

    seen: list[object] = []
    jobs.switch_store(
        Openers(locked, locked), done=lambda: seen.append("switched"), failed=seen.append
    )
    jobs.write(name_of, done=seen.append)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert isinstance(seen[0], AuditAppError)
    assert seen[1] == "first"


def test_without_a_database_every_job_says_so(qtbot: QtBot) -> None:
    jobs: CabinetJobs = Jobs(ThreadPoolExecutor(1), ThreadPoolExecutor(1))
    with qtbot.waitSignal(jobs.trouble) as blocker:
        jobs.read(name_of, done=lambda _: None)
    jobs.close()
    assert "No database is open" in str(blocker.args[0])


def test_closing_finishes_every_write_and_drops_the_reads(jobs: CabinetJobs, qtbot: QtBot) -> None:
    gate = threading.Event()
    written: list[int] = []
    jobs.read(held(gate), done=lambda _: None)
    for _ in range(5):
        jobs.write(lambda _s, _p: written.append(len(written)), done=lambda _: None)
    assert jobs.unsaved == 5
    gate.set()
    jobs.close()
    assert written == [0, 1, 2, 3, 4]
    qtbot.waitUntil(lambda: jobs.unsaved == 0)


@pytest.fixture
def three(qapp: object, opener: Opener) -> Iterator[CabinetJobs]:
    """Jobs with a thread that looks ahead."""
    threads = [ThreadPoolExecutor(1) for _ in range(3)]
    made = Jobs(threads[0], threads[1], Openers(opener, opener), ahead=threads[2])
    yield made
    made.close()


def test_neither_a_save_nor_a_list_waits_for_what_looks_ahead(
    three: CabinetJobs, qtbot: QtBot
) -> None:
    gate = threading.Event()
    done: list[object] = []
    three.look_ahead(held(gate), done=done.append)

    three.write(lambda _s, _p: "saved", done=done.append)
    three.read(lambda _s, _p: "listed", done=done.append)

    qtbot.waitUntil(lambda: len(done) == 2)
    assert set(done) == {"saved", "listed"}
    gate.set()
    qtbot.waitUntil(lambda: done[2:] == ["finished"])


def test_what_looks_ahead_lets_go_of_the_file_with_the_others(
    three: CabinetJobs, opener: Opener, qtbot: QtBot
) -> None:
    done: list[object] = []
    for run in (three.look_ahead, three.read, three.write):
        run(name_of, done=done.append)
    qtbot.waitUntil(lambda: len(done) == 3)

    three.let_go("Locked.", done=lambda: done.append("closed"))

    qtbot.waitUntil(lambda: done[-1] == "closed")
    assert len(opener.cabinets) == 3
    assert all(each.closed_on == each.opened_on for each in opener.cabinets)


def test_what_looks_ahead_follows_to_another_database(three: CabinetJobs, qtbot: QtBot) -> None:
    done: list[object] = []
    other = Opener("second")
    three.look_ahead(name_of, done=done.append)
    qtbot.waitUntil(lambda: done == ["first"])

    three.switch_store(Openers(other, other), done=lambda: done.append("switched"))
    qtbot.waitUntil(lambda: done[-1] == "switched")
    three.look_ahead(name_of, done=done.append)

    qtbot.waitUntil(lambda: done[-1] == "second")
    three.switch_to_reading(Opener("third"), "Only to read.", done=lambda: done.append("switched"))
    qtbot.waitUntil(lambda: done[-1] == "switched")
    three.look_ahead(name_of, done=done.append)
    qtbot.waitUntil(lambda: done[-1] == "third")


def test_what_is_asked_for_after_the_end_is_not_done_and_no_fault(qapp: object) -> None:
    jobs: Jobs[object, object] = Jobs(ThreadPoolExecutor(1), ThreadPoolExecutor(1))
    jobs.close()
    done: list[object] = []
    jobs.read(lambda _store, _progress: 1, done=done.append)
    jobs.write(lambda _store, _progress: 1, done=done.append)
    assert done == []


def fail_check(_store: Cabinet) -> None:
    raise AuditAppError("It is damaged.")


def test_nothing_is_written_once_a_check_failed_and_the_damage_is_told_once(
    jobs: CabinetJobs, qtbot: QtBot
) -> None:
    gate = threading.Event()
    told: list[object] = []
    written: list[int] = []
    refused: list[BaseException] = []
    jobs.trouble.connect(told.append)

    def check(store: Cabinet) -> None:
        gate.wait(10)
        fail_check(store)

    jobs.prove(check, failed=told.append)
    jobs.write(lambda _s, _p: written.append(1), done=lambda _: None, failed=refused.append)
    reading = jobs.read(refuse, done=lambda _: None)
    with qtbot.waitSignal(jobs.ended, check_params_cb=lambda job: job is reading):
        pass
    gate.set()
    qtbot.waitUntil(lambda: jobs.unsaved == 0)
    assert [str(each) for each in told] == ["It is damaged."]
    assert [str(each) for each in refused] == ["It is damaged."]
    assert written == []


def test_trouble_with_reading_is_told_once_a_check_found_nothing(
    jobs: CabinetJobs, qtbot: QtBot
) -> None:
    gate = threading.Event()
    told: list[object] = []
    jobs.trouble.connect(told.append)

    def wait(_store: Cabinet) -> None:
        gate.wait(10)

    jobs.prove(wait, failed=told.append)
    reading = jobs.read(refuse, done=lambda _: None)
    with qtbot.waitSignal(jobs.ended, check_params_cb=lambda job: job is reading):
        pass
    assert told == []
    gate.set()
    qtbot.waitUntil(lambda: len(told) == 1)
