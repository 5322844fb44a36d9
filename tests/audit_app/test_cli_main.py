"""The command line as a whole: help, wrong usage, bugs, the window, and what goes where."""

import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from importlib.abc import MetaPathFinder
from pathlib import Path

import pytest

from audit_app.cli import checks
from audit_app.cli.main import parser, run, wants_window
from audit_app.cli.progress import ProgressLine
from tests.commands import ROOT, run_apart, run_here, snapshot

COMMANDS = ["demo", "tools list", "tools show", "tools check", "record", "merge", "batches",
            "unmerge", "figures", "report thematic", "verify", "backup"]  # fmt: skip


def _without_display() -> dict[str, str]:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return {name: value for name, value in os.environ.items() if name not in hidden}


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    done = run_here(capsys, "--help")
    assert done.code == 0
    listed = done.out.partition("commands:")[2]
    assert {name.partition(" ")[0] for name in COMMANDS} <= set(listed.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_that_fits_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    done = run_here(capsys, *command.split(), "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"usage: audit-app {command} ")
    assert "--json" in done.out
    assert max(map(len, done.out.splitlines())) <= 100


@pytest.mark.parametrize(
    "arguments",
    ["figuers", "tools", "record a.json", "figures", "report thematic --db x", "report yearly",
     "merge a b", "verify", "backup x", "unmerge --db x", "demo --audits many", "a.audit b.audit",
     "figures --db x --profile public", "figures --db x --threshold 11"],
)  # fmt: skip
def test_wrong_usage_leaves_with_2_and_says_why(
    capsys: pytest.CaptureFixture[str], arguments: str
) -> None:
    done = run_here(capsys, *arguments.split())
    assert (done.code, done.out) == (2, "")
    assert "error: " in done.err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_here(capsys, "--version").out.startswith("Case File Audit 0.")


def test_a_bug_tells_places_and_no_content(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_options: object) -> int:
        raise LookupError("the child said …")

    monkeypatch.setattr(checks, "run_verify", fail)
    assert run(["verify", "x.audit", "--json"]) == 1
    said = capsys.readouterr()
    assert '"error": "This is a fault in Case File Audit' in said.out
    assert "LookupError" in said.err
    assert "audit_app/cli/main.py" in said.err
    assert "the child said" not in said.err + said.out


def test_stopping_by_hand_is_no_bug(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(checks, "run_verify", stop)
    assert run(["verify", "x.audit"]) == 1
    assert capsys.readouterr().err.startswith("Stopped.")


def test_nothing_or_a_file_opens_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "audits").write_text("")
    opening = ["", "my.audit", "gone.audit", "dir/file", "audits"]
    reading = ["figuers", "--help", "verify", "a.b c.d"]
    assert [
        name for name in (*opening, *reading) if wants_window(name.split(), parser())
    ] == opening


def test_a_file_that_is_not_there_is_told_before_any_window(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run_here(capsys, tmp_path / "gone.audit")
    assert (done.code, "There is no file" in done.err) == (1, True)
    assert snapshot(tmp_path) == {}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others have a display")
def test_no_display_is_told_in_a_sentence() -> None:
    done = run_apart(environment=_without_display())
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("There is no display to show the window on.")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others have a display")
def test_a_display_that_is_gone_is_told_in_a_sentence(tmp_path: Path) -> None:
    environment = {**_without_display(), "DISPLAY": ":4242", "XDG_CONFIG_HOME": str(tmp_path)}
    done = run_apart(environment=environment)
    assert done.code == 1
    assert "The window cannot be shown: " in done.err


class _WithoutLibrary(MetaPathFinder):
    """Fails to load the window as a bare Debian does."""

    def find_spec(self, name: str, *_more: object) -> None:
        if name == "audit_app.bootstrap":
            raise ImportError("libEGL.so.1: cannot open shared object file")


def test_a_missing_system_library_is_told_in_a_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delitem(sys.modules, "audit_app.bootstrap", raising=False)
    monkeypatch.setattr(sys, "meta_path", [_WithoutLibrary(), *sys.meta_path])
    done = run_here(capsys)
    assert done.code == 1
    assert done.err.startswith("The window cannot be shown: libEGL.so.1: ")
    assert "README" in done.err


def test_json_is_utf8_whatever_the_terminal_is() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = run_apart("tools", "show", "horoscope ✗", "--json", environment=environment)
    assert done.code == 1
    assert "“horoscope ✗”" in done.document["error"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems decode names")
def test_a_name_that_is_no_text_still_gives_json() -> None:
    command = [sys.executable, "-m", "audit_app", "verify", b"\xff.audit", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 1
    assert b'"ok": false' in done.stdout
    assert b"\\udcff.audit" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_cannot_be_written_is_a_known_problem() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "audit_app", "tools", "list"],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "No space left on device.\n")


def test_a_reader_that_has_had_enough_is_no_trouble() -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "audit_app", "tools", "show", "thresholds", "--json"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    assert program.stderr.read() == b""
    program.stderr.close()
    assert program.wait() == 1


class _Terminal:
    def __init__(self, terminal: bool) -> None:
        self.said = ""
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def write(self, text: str) -> None:
        self.said += text

    def flush(self) -> None:
        """Nothing waits to be written."""


@pytest.mark.parametrize(
    ("terminal", "said"),
    [
        (True, "\r\x1b[K  0%  one.audit\r\x1b[K 50%  two.audit\r\x1b[K"),
        (False, "one.audit\ntwo.audit\n"),
    ],
)
def test_progress_moves_on_a_terminal_and_is_listed_elsewhere(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, said: str
) -> None:
    screen = _Terminal(terminal)
    monkeypatch.setattr(sys, "stderr", screen)
    progress = ProgressLine()
    for step in ((0, 2, "one.audit"), (1, 2, "two.audit"), (2, 2, "")):
        progress(*step)
    assert screen.said == said


EVERYWHERE = {"--help", "--json", "--password-file"}
"""Told once, at the head of the page, for all commands."""


def test_the_page_on_the_command_line_names_every_command_and_option() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    head = page.partition("\n| ")[0]
    assert [option for option in EVERYWHERE - {"--help"} if option not in head] == []
    for command, options in _options(parser()):
        starts = (f"| `audit-app {command} ", f"| `audit-app {command}`")
        rows = [line for line in page.splitlines() if line.startswith(starts)]
        assert rows, command
        assert [option for option in options if option not in "".join(rows)] == [], command


def _options(whole: ArgumentParser) -> Iterator[tuple[str, list[str]]]:
    for action in whole._actions:
        choices = action.choices if isinstance(action.choices, dict) else {}
        for name, command in choices.items():
            parts = list(_options(command))
            yield from ((f"{name} {part}", options) for part, options in parts)
            if not parts:
                yield name, _long_or_short(command)


def _long_or_short(command: ArgumentParser) -> list[str]:
    every = [action.option_strings for action in command._actions if action.option_strings]
    return [names[0] for names in every if not EVERYWHERE & set(names)]
