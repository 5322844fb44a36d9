"""Bytes of a database that changed by themselves: every command tells it, none breaks."""

import random
from pathlib import Path

import pytest

from db.migrations import LATEST
from tests.commands import ROOT, run_here

SOUND = (ROOT / "tests" / "databases" / f"schema-{LATEST}.audit").read_bytes()
ANSWERS = """{"tool": "thresholds", "audits": [
  {"case": "C-1", "auditor": "auditor-01", "audited_on": "2026-04-02", "overall": "good"}]}"""


def _damaged(seed: int) -> bytes:
    """Change one byte, mostly of a text: there it does most harm and is seen least."""
    chance = random.Random(seed)
    content = bytearray(SOUND)
    place = chance.randrange(len(content))
    while not 32 < content[place] < 127:
        place = chance.randrange(len(content))
    content[place] = chance.choice([content[place] ^ 1 << chance.randrange(8), 0, 34, 123, 255])
    return bytes(content)


@pytest.mark.parametrize("seed", range(24))
def test_a_changed_byte_is_told_and_breaks_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    database, answers = tmp_path / "x.audit", tmp_path / "answers.json"
    database.write_bytes(_damaged(seed))
    answers.write_text(ANSWERS)
    for command in (
        ("verify", database),
        ("figures", "--db", database, "--by", "team"),
        ("batches", "--db", database),
        ("merge", database, "--into", tmp_path / "new.audit"),
        ("record", answers, "--db", database),
    ):
        done = run_here(capsys, *command)  # which fails a test that meets a traceback or a bug
        assert done.code in (0, 1)
        assert done.code == 0 or done.err
    left = {path.name for path in tmp_path.iterdir()} - {"home"}
    assert left <= {"x.audit", "answers.json", "new.audit"}


def test_an_altered_text_that_nobody_can_see_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "x.audit"
    old, new = b"Drawings on file.", b"Drawings in file."
    assert SOUND.count(old) >= 1
    database.write_bytes(SOUND.replace(old, new, 1))
    done = run_here(capsys, "verify", database, "--json")
    assert (done.code, len(done.document["problems"])) == (1, 1)
    assert "its content does not match its hash" in done.document["problems"][0]
    into = ("--into", tmp_path / "new.audit", "--json")
    merged = run_here(capsys, "merge", database, *into)
    assert merged.document["audits"]["set_aside"] == 1
