"""The page on threats names tests and places that exist."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "threats.md").read_text()
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and "::" in line]


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`(tests/\S+::\w+)`", PAGE))))
def test_a_test_that_holds_a_defence_exists(named: str) -> None:
    path, _, name = named.partition("::")
    parts = ast.parse((ROOT / path).read_text()).body
    assert name in {part.name for part in parts if isinstance(part, ast.FunctionDef)}


def test_every_threat_has_a_defence_a_place_and_a_test() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ")]
    threats = [row for row in rows if not row.startswith("| Threat |")]
    assert threats
    assert threats == ROWS
    for row in threats:
        _, _, defence, places, _, _ = row.split("|")
        assert defence.strip()
        for place in re.findall("`([^`]+)`", places):
            assert (ROOT / place).exists(), place
