from dataclasses import replace
from datetime import UTC, datetime

from pypdfium2 import PdfDocument

from db.merge_report import AuditCounts, MergedFile, MergeReport
from exports.documents.merge_report import MergeOccasion, merge_report_bytes
from exports.documents.merge_report.findings import MOST_ROWS
from tests.exports.documents.reading import texts
from tests.exports.merge_samples import a_merge

OCCASION = MergeOccasion("Region audits", datetime(2026, 11, 21, 15, 40, tzinfo=UTC), "lead-01")


def _text(report: MergeReport, occasion: MergeOccasion = OCCASION) -> str:
    return " ".join(" ".join(texts(merge_report_bytes(report, occasion))).split())


def test_the_report_says_what_came_what_did_not_and_what_to_look_at() -> None:
    text = _text(a_merge())

    for said in (
        "Merged into “Region audits” on 21/11/2026",
        "by lead-01",
        "5 files: 2 merged, 1 merged before, 2 refused.",
        "Conflicts to settle (1)",
        "holds tables that Case File Audit did not make",
        "Its content does not match its hash.",
        "Double audits (1)",
        "auditor-02, 09/04/2026",
        "Audited again within twelve months (1)",
        "Different tools of one name (1)",
        "111111111111, 222222222222",
        "Audits kept out (1)",
        "Handed over by auditor-07 on 20/11/2026, 2 drafts",
        "2 drafts of others came along",
    ):
        assert said in text, said


def test_parts_with_nothing_to_say_are_left_out() -> None:
    file = MergedFile("a.audit", "a" * 64, "merged", "", audits=AuditCounts(new=1))
    text = _text(MergeReport("batch", [file], AuditCounts(new=1)))

    for part in ("Conflicts", "Double", "twelve months", "Set aside", "not merged", "Kept out"):
        assert part not in text, part


def test_a_copy_that_was_given_twice_is_told_so_and_not_as_merged_before() -> None:
    report = a_merge()
    copy = MergedFile("/mail/copy.audit", "b" * 64, "already", "This file was merged before.")
    report.files.append(copy)

    text = _text(report)

    assert "6 files: 2 merged, 1 given twice, 1 merged before, 2 refused." in text
    told = "copy.audit Given twice The same as “south / my-audits.audit”, given twice; it counts"
    assert told in text


def test_a_dry_run_says_that_nothing_was_changed() -> None:
    text = _text(a_merge(batch=None), MergeOccasion("Region audits"))

    assert "What a merge would do" in text
    assert "Nothing was changed." in text


def test_the_same_report_gives_the_same_bytes_and_names_nobody_in_its_properties() -> None:
    data = merge_report_bytes(a_merge(), OCCASION)

    assert data == merge_report_bytes(a_merge(), OCCASION)
    told = PdfDocument(data).get_metadata_dict()
    assert set(told.values()) == {
        "",
        "Merge report",
        "Merge report: 5 files",
        "Case File Audit",
        told["CreationDate"],
        told["ModDate"],
    }


def test_markup_and_endless_names_are_only_text() -> None:
    report = a_merge()
    report.files[0] = report.files[0]._replace(path=f"/x/<b>{'w' * 400}</b><img src=x>.audit")
    report.doubles[0] = report.doubles[0]._replace(case="<a href='file:///etc'>C</a>")

    text = _text(report).replace(" ", "")  # narrow cells break it into lines

    assert "<imgsrc=x>" in text
    assert "<ahref='file:///etc'>C</a>" in text


def test_a_long_list_is_cut_and_says_so() -> None:
    report = a_merge()
    one = report.recent[0]
    many = replace(report, recent=[one] * (MOST_ROWS + 7))

    text = _text(many)

    assert f"Audited again within twelve months ({MOST_ROWS + 7})" in text
    assert "And 7 more" in text
