"""The demo as a whole: databases, merge, reports; in a new folder or not at all."""

from collections import Counter
from pathlib import Path

import pytest

from audit_app.demo.building import DEMO_TOOLS, DemoResult, build_demo
from db.listing import AuditFilter, list_audits
from db.opening import open_reading
from db.reading import AuditScope
from db.second_opinions import gradings, moderated
from db.verifying import verify
from forms.errors import AuditAppError

AUDITS = 30


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int, str]]:
    """What was told of the progress while `made` was made."""
    return []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, told: list[tuple[int, int, str]]) -> DemoResult:
    folder = tmp_path_factory.mktemp("demo") / "new"
    return build_demo(folder, AUDITS, 3, 7, lambda *progress: told.append(progress))


def revisions(path: Path) -> list[str]:
    with open_reading(path) as store:
        return [str(row[0]) for row in store.rows("SELECT hash FROM revision ORDER BY hash")]


def statuses(path: Path) -> Counter[str]:
    with open_reading(path) as store:
        return Counter(row.status for row in list_audits(store, AuditFilter()))


def test_every_database_is_sound(made: DemoResult) -> None:
    for path in (*made.databases, made.merged):
        with open_reading(path) as store:
            assert verify(store).ok


def test_each_auditor_has_a_database_and_each_tool_a_report(made: DemoResult) -> None:
    names = [path.name for path in made.databases]

    assert names == ["auditor-01.audit", "auditor-02.audit", "auditor-03.audit"]
    assert [path.stem for path in made.reports] == list(DEMO_TOOLS)
    assert all(path.read_bytes().startswith(b"%PDF") for path in made.reports)


def test_nothing_but_databases_and_reports_lies_in_the_folder(made: DemoResult) -> None:
    expected = {path.name for path in (*made.databases, made.merged, *made.reports)}

    assert {path.name for path in made.merged.parent.iterdir()} == expected
    assert list(made.merged.parent.parent.iterdir()) == [made.merged.parent]


def test_the_merge_holds_all_completed_audits_with_conflicts_and_joins(made: DemoResult) -> None:
    found = statuses(made.merged)

    assert made.audits == AUDITS * len(DEMO_TOOLS) == made.merge.new
    assert sum(found.values()) - found["received"] == made.audits
    assert found["received"] == len(made.databases), "each auditor has a draft under way"
    assert 2 <= found["conflict"] == made.merge.conflicts <= 4
    assert made.merge.joined >= 2
    assert made.merge.set_aside == 0


def test_leads_moderated_some_and_both_grades_are_kept(made: DemoResult) -> None:
    found = statuses(made.merged)
    with open_reading(made.merged) as store:
        cases = moderated(store, AuditScope())
        both = [[each["overall"] for each in codes] for _, codes in gradings(store, cases)]

    assert len(cases) == found["moderated"] + found["disputed"] == (AUDITS // 12 + 1) * 3
    assert {case.opinions[1].grader for case in cases} <= {"lead-01", "lead-02"}
    assert any(first != second for first, second in both)
    assert any(first == second for first, second in both)


def test_auditors_keep_drafts_of_their_own(made: DemoResult) -> None:
    found = sum((statuses(path) for path in made.databases), Counter[str]())

    assert 1 <= found["draft"] <= 10
    assert found["conflict"] == 0


def test_the_same_seed_makes_the_same_revisions_and_the_same_pdfs(
    made: DemoResult, tmp_path: Path
) -> None:
    again = build_demo(tmp_path / "again", AUDITS, 3, seed=7)

    assert revisions(again.merged) == revisions(made.merged)
    for one, other in zip(made.reports, again.reports, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    assert build_demo(tmp_path, 2, 1, seed=1).merged.exists()


def test_a_folder_with_something_in_it_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")

    with pytest.raises(AuditAppError, match="not empty"):
        build_demo(tmp_path, 2, 1, seed=1)

    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(("audits", "auditors"), [(0, 1), (1, 0), (10_001, 1), (1, 100)])
def test_numbers_out_of_bounds_are_refused(tmp_path: Path, audits: int, auditors: int) -> None:
    with pytest.raises(AuditAppError, match="1 to"):
        build_demo(tmp_path / "demo", audits, auditors, seed=1)


def test_a_cancelled_demo_leaves_nothing(tmp_path: Path) -> None:
    class Cancelled(Exception):
        pass

    def cancel(done: int, _total: int, _label: str) -> None:
        if done > 10:
            raise Cancelled

    with pytest.raises(Cancelled):
        build_demo(tmp_path / "demo", 20, 2, 1, cancel)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("made")
def test_progress_rises_to_its_total(told: list[tuple[int, int, str]]) -> None:
    done = [done for done, _, _ in told]
    assert done == sorted(done)
    assert told[-1][0] == told[-1][1]


@pytest.mark.usefixtures("made")
def test_progress_is_told_now_and_then_only(told: list[tuple[int, int, str]]) -> None:
    assert len(told) < AUDITS
    assert len({label for _, _, label in told}) == 2 * len(DEMO_TOOLS) + 3
