"""Files beside a database that hold an older state of it are found by the names they were given."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from db.kept_beside import kept_beside, kept_in_words
from db.moving_aside import Because, put_in_place
from db.opening import open_store

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
STORED = Path(__file__).parent.parent / "databases"


def test_whatever_the_program_keeps_beside_a_database_is_found(tmp_path: Path) -> None:
    path = tmp_path / "own [north].audit"
    made: list[Path] = []
    path.write_bytes(b"first")
    for moment in (None, NOW, NOW):
        for because in get_args(Because):
            (new := tmp_path / "new").write_bytes(b"another")
            aside = put_in_place(new, path, because, moment)
            assert aside
            made.append(aside)
    older = min(STORED.glob("*.audit"))
    for _ in range(2):
        shutil.copy(older, path)
        open_store(path).close()
    made += [each for each in tmp_path.iterdir() if "before-upgrade" in each.name]
    assert len(made) == len(set(made)) == 3 * len(get_args(Because)) + 2
    assert kept_beside(path) == sorted(made)


def test_other_databases_and_files_are_not_named(tmp_path: Path) -> None:
    path = tmp_path / "own.audit"
    for name in (
        "own.audit",
        "other.replaced-2026-11-21-120000.audit",
        "own.replaced-2026.audit",
        "own.damaged.audit.lock",
        "own.damaged.pdf",
        "ownXdamaged.audit",
        "own.salvaged.audit",
    ):
        (tmp_path / name).touch()
    assert kept_beside(path) == []
    assert kept_in_words([]) == ""
    assert kept_beside(tmp_path / "no folder" / "own.audit") == []


def test_the_sentence_names_them_and_says_what_to_do(tmp_path: Path) -> None:
    files = [tmp_path / f"own.damaged-{number}.audit" for number in range(2, 9)]
    assert "“own.damaged-2.audit” still holds" in kept_in_words(files[:1])
    assert "and 2 more still hold" in kept_in_words(files)
    assert "delete them in the folder" in kept_in_words(files)
