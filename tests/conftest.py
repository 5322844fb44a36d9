"""What every test shares: no screen, no real user folders, no unnoticed Qt complaint."""

import os

# Before Qt is imported anywhere, the pytest plugin included.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("AUDIT_APP_TEST_PLATFORM", "offscreen")
# Else each worker, and each command run apart, compiles every module again.
os.environ["PYTHONDONTWRITEBYTECODE"] = ""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from forms.tool_files import builtin_tool_ids
from tests.reading_here import read_here
from ui.icons import Icons
from ui.jobs import Jobs, Openers
from ui.lanes import Closable
from ui.memory import WindowMemory
from ui.theme import Theme

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R", bound=Closable)
W = TypeVar("W", bound=Closable)
_GUI_FIXTURES = {"qtbot", "qapp"}
# Said by the screenless platform whenever a window has a smallest size, or a list pops up.
_OFFSCREEN_ONLY = r"This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)"


_WINDOW = ("tests/ui/", "tests/flows/")
_ENOUGH = ("childs-voice", "multi-agency-case-file", "section-11")
"""Three tools that have every kind of part between them."""


def _other_tools(item: pytest.Item) -> bool:
    spec = getattr(item, "callspec", None)
    given = spec.params.values() if spec else ()
    tools = [each for each in given if isinstance(each, str) and each in builtin_tool_ids()]
    return item.nodeid.startswith(_WINDOW) and any(tool not in _ENOUGH for tool in tools)


class AtOnce(Executor):
    """Runs what it is given before `submit` returns: a job has ended when it was asked for."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let any Qt message fail a test that uses Qt (pytest-qt's own check, made strict).

    What goes through the window with each built-in tool does so with a few of them ordinarily, and
    with the others among the slow tests.
    """
    for item in items:
        if _other_tools(item):
            item.add_marker(pytest.mark.slow)
        if _GUI_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.qt_log_level_fail("DEBUG"))
            item.add_marker(pytest.mark.qt_log_ignore(_OFFSCREEN_ONLY, extend=True))


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Send everything that is looked up as the user's own folder to a folder of the test."""
    home = tmp_path / "home"
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("LOCALAPPDATA", str(home))
    return home


@pytest.fixture(autouse=True)
def cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a passphrase cost nothing to check; tests/db/test_wrapping.py asserts the true cost."""
    monkeypatch.setattr("db.keys.MEMORY_KIB", 64)
    monkeypatch.setattr("db.keys.PASSES", 1)


@pytest.fixture(autouse=True)
def received_files_read_here(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read received files without a process of their own, but where a test is about that."""
    if "reading_process" not in request.keywords:
        monkeypatch.setattr("db.merging.read_ahead", read_here)
        monkeypatch.setattr("db.importing.asking.read_ahead", read_here)


@pytest.fixture(autouse=True)
def no_window_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a window open which qtbot does not close for it."""
    yield
    if not _GUI_FIXTURES & set(request.fixturenames):
        return
    left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    for widget in left:
        widget.close()
    assert not left, f"windows left open: {left}"


@pytest.fixture
def memory() -> WindowMemory:
    """What the window remembers: nothing yet, and light colours whatever the machine has."""
    return WindowMemory(scheme="light")


@pytest.fixture(scope="session")
def plain_font(qapp: QApplication) -> QFont:
    """The font of an application that nobody dressed."""
    return qapp.font()


@pytest.fixture(autouse=True)
def undressed(request: pytest.FixtureRequest) -> None:
    """Begin in plain looks.

    The style sheet stays on from test to test where each has a theme: to take it off and put it
    on again is half the time of a test of the window.
    """
    if _GUI_FIXTURES & set(request.fixturenames):
        qapp: QApplication = request.getfixturevalue("qapp")
        qapp.setFont(request.getfixturevalue("plain_font"))
        if "theme" not in request.fixturenames:
            qapp.setStyleSheet("")


@pytest.fixture
def theme(qapp: QApplication, memory: WindowMemory) -> Iterator[Theme]:
    """The application in our look."""
    made = Theme(qapp, memory)
    yield made
    qapp.styleHints().colorSchemeChanged.disconnect()
    made.deleteLater()


@pytest.fixture
def icons(theme: Theme) -> Icons:
    """Our icons in the colours of the theme."""
    return theme.icons


class JobsNow:
    """Makes jobs that run at once, on the test's own thread."""

    def __init__(self) -> None:
        self._to_close: list[Callable[[], None]] = []

    def __call__(self, openers: Openers[R, W] | None = None) -> Jobs[R, W]:
        jobs: Jobs[R, W] = Jobs(AtOnce(), AtOnce(), openers)
        self._to_close.append(jobs.close)
        return jobs

    def close(self) -> None:
        for close in self._to_close:
            close()


@pytest.fixture
def jobs_now(qapp: QApplication) -> Iterator[JobsNow]:
    """`jobs_now(Openers(reader, writer))` gives jobs that end before the call returns."""
    maker = JobsNow()
    yield maker
    maker.close()
