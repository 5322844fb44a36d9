"""A merge that is stopped, or meets trouble: what is merged is whole, and it is said which."""

from collections.abc import Sequence
from pathlib import Path

import pytest

import db.merging
from db.listing import AuditFilter, list_audits
from db.merge_report import MergeReport
from db.opening import open_reading
from db.store import Store
from db.troubles import StoreTrouble
from tests.ui.merge.conftest import MakePage
from tests.ui.merge.sending import send
from ui.job_board import Job
from ui.merge.page import MergePage

CASES = ("C-0001", "C-0002", "C-0003")


def _three(folder: Path) -> list[Path]:
    return [
        send(folder / f"{number}.audit", f"auditor-0{number}", case)
        for number, case in enumerate(CASES, 1)
    ]


def _stop_after_one_file(page: MergePage) -> None:
    """Press Cancel as soon as one file was read."""
    running: list[Job] = []
    page._jobs.started.connect(running.append)
    page.work.line_changed.connect(lambda _: running[-1].cancel())


def _stored(path: Path) -> list[str]:
    with open_reading(path) as store:
        return sorted(row.case for row in list_audits(store, AuditFilter()))


def _states(page: MergePage) -> list[str]:
    return [line.state for line in page.board.view.files.list.things]


def test_after_cancel_whole_files_are_merged_and_it_is_said_which(
    make_page: MakePage, lead: Path, tmp_path: Path
) -> None:
    page = make_page()
    page.work.add(_three(tmp_path))
    _stop_after_one_file(page)

    page.commands.merge.trigger()

    assert _states(page) == ["merged", "not_merged", "not_merged"]
    told = page.board.told.text()
    assert told.startswith("The merge was stopped. 1 of 3 files are merged, each of them whole")
    assert _stored(lead) == ["C-0001"]
    assert page.work.report is not None
    assert [file.path for file in page.work.report.files] == [str(tmp_path / "1.audit")]
    assert page.commands.undo.isVisible()

    page.work.line_changed.disconnect()
    page.commands.go_on.trigger()
    assert [line.state for line in page.work.lines] == ["ready", "ready"]
    page.commands.merge.trigger()
    assert _stored(lead) == list(CASES)
    assert not page.commands.go_on.isVisible()


def test_a_look_that_is_cancelled_changes_nothing_and_can_be_taken_up_again(
    make_page: MakePage, lead: Path, tmp_path: Path
) -> None:
    page = make_page()
    _stop_after_one_file(page)

    page.work.add(_three(tmp_path))

    assert page.work.phase == "stopped"
    assert page.board.told.text() == "The work was stopped. Nothing was changed."
    assert not page.commands.merge.isVisible()
    page.work.line_changed.disconnect()
    page.commands.look.trigger()
    assert page.work.phase == "ready"
    assert _stored(lead) == []


def test_trouble_in_the_middle_is_told_with_what_is_merged(
    make_page: MakePage, lead: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make_page()
    page.work.add(_three(tmp_path))
    troubles: list[object] = []
    page.trouble.connect(troubles.append)
    real = db.merging.merge_files

    def fills_the_disk(store: Store, sources: Sequence[Path], **more: object) -> MergeReport:
        real(store, sources[:1], **more)  # type: ignore[arg-type]
        raise StoreTrouble("The disk is full.")

    monkeypatch.setattr(db.merging, "merge_files", fills_the_disk)

    page.commands.merge.trigger()

    assert str(troubles[0]) == "The disk is full."
    assert _states(page) == ["merged", "not_merged", "not_merged"]
    assert _stored(lead) == ["C-0001"]
