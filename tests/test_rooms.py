"""The house rules that a machine can keep."""

import ast
import re
import subprocess
import sys
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("audit_app", "ui", "exports", "db", "forms", "resources")
SOURCES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def test_no_other_distribution_brings_a_package_named_like_a_room() -> None:
    """An editable install of our own names no packages, so ours may be missing from the list."""
    owners = packages_distributions()
    strangers = {room: set(owners.get(room, [])) - {"case-file-audit"} for room in ROOMS}
    assert strangers == {room: set() for room in ROOMS}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_for_and_is_not_too_long(path: Path) -> None:
    assert ast.get_docstring(parsed(path))
    assert path.read_bytes().count(b"\n") <= 400


_SQL = re.compile(
    r"\s*(SELECT\b.+\bFROM|INSERT\s.*INTO|DELETE FROM|UPDATE \w+ SET"
    r"|CREATE (TABLE|VIEW|INDEX))\b|PRAGMA ",
    re.DOTALL,
)


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "db"])
def test_sql_stands_in_the_cabinet_alone(room: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        if path.is_relative_to(ROOT / room)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _SQL.match(node.value)
    ]
    assert found == []


def test_imports_run_one_way() -> None:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_commands_do_not_load_qt() -> None:
    """Together in one process: each loads a part of what all of them load."""
    script = (
        "import sys\n"
        "from audit_app.cli.main import parser\n"
        "parser()\n"
        "import audit_app.cli.checks, audit_app.cli.export, audit_app.cli.figures\n"
        "import audit_app.cli.merge, audit_app.cli.record, audit_app.cli.tools\n"
        "import db.merging, db.verifying, db.recording, exports.figures.figures\n"
        "import exports.documents.thematic, exports.tables.exporting\n"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)
    assert done.returncode == 0


def test_one_sqlite_library_serves_everything() -> None:
    script = (
        "import sys, db.opening, sqlite_utils.utils, sqlcipher3\n"
        "sys.exit(sqlite_utils.utils.sqlite3 is not sqlcipher3)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)
    assert done.returncode == 0
