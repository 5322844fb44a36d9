"""A report for each team: names that any folder takes, and all or nothing in the way."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.reports.batch import As, write_batch
from exports.reports.kinds import Batch, OfABatch, WorkedOut
from forms.errors import AuditAppError
from tests.exports.documents.further_samples import sample_overview

FORM = As(lambda report: report.draw(), ".pdf", "PDF", b"%PDF-")
DATA = sample_overview(1)
RESERVED = set('\\/:*?"<>|')


def batch(*names: str) -> Batch:
    for name in names:
        worked = WorkedOut(DATA, 1, lambda: b"%PDF-new")
        yield OfABatch(name, name, len(names), worked)


def nothing_told(_done: int, _total: int, _label: str) -> None:
    pass


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_report_is_a_file_of_the_folder_that_is_made_for_them(tmp_path: Path) -> None:
    folder, steps = tmp_path / "teams", []
    told = lambda *step: steps.append(step)  # noqa: E731
    written = write_batch(batch("voice North", "voice Tŷ Gwyn"), folder, FORM, told)
    assert names_in(folder) == ["voice-north.pdf", "voice-tŷ-gwyn.pdf"]
    assert [each.path.name for each in written] == names_in(folder)
    assert steps == [(0, 2, "voice North …"), (1, 2, "voice Tŷ Gwyn …"), (2, 2, "")]


def test_an_older_report_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "north.pdf").write_bytes(b"%PDF-old")
    write_batch(batch("north"), tmp_path, FORM, nothing_told)
    assert (tmp_path / "north.pdf").read_bytes() == b"%PDF-new"
    (tmp_path / "south.pdf").write_bytes(b"a letter")
    with pytest.raises(AuditAppError, match="not a PDF; it is not replaced"):
        write_batch(batch("east", "south"), tmp_path, FORM, nothing_told)
    assert (tmp_path / "south.pdf").read_bytes() == b"a letter"
    assert not (tmp_path / "east.pdf").exists(), "nothing is written before all can be"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=200) | st.just("\U00020000" * 90), max_size=6))
def test_names_are_apart_and_hold_nothing_that_a_file_system_refuses(names: list[str]) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        written = write_batch(batch(*names), Path(folder), FORM, nothing_told)
        stems = [each.path.stem for each in written]
        assert len({stem.casefold() for stem in stems}) == len(names)
        for stem in stems:
            assert stem.strip(" .-") == stem != ""
            assert not RESERVED & set(stem)
            assert len(stem.encode()) <= 124
        assert len(names_in(Path(folder))) == len(names)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(AuditAppError, match="The folder “b” could not be made"):
        write_batch(batch("north"), tmp_path / "a" / "b", FORM, nothing_told)
