import csv
from io import StringIO

from db.merge_report import MergedFile
from exports.tables.merge_report import merge_report_csv
from tests.exports.merge_samples import a_merge


def _rows(*more: MergedFile) -> list[dict[str, str]]:
    report = a_merge()
    report.files += more
    data = merge_report_csv(report).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(data, newline="")))


def test_every_audit_of_every_file_has_a_row() -> None:
    rows = [(row["file"], row["audit"], row["outcome"]) for row in _rows() if row["audit"]]

    assert rows[:5] == [
        ("north / my-audits.audit", "u1", "new"),
        ("north / my-audits.audit", "u2", "conflicts"),
        ("north / my-audits.audit", "u3", "set_aside"),
        ("north / my-audits.audit", "u4", "erased"),
        ("south / my-audits.audit", "u5", "joined"),
    ]


def test_a_file_without_audits_has_a_row_with_its_reason() -> None:
    (row,) = [row for row in _rows() if row["file"] == "broken.audit"]

    assert (row["file_status"], row["audit"]) == ("refused", "")
    assert row["file_reason"] == "“broken.audit” is damaged."


def test_a_copy_that_was_given_twice_is_told_so_and_not_as_merged_before() -> None:
    copy = MergedFile("/mail/copy.audit", "b" * 64, "already", "This file was merged before.")

    told = {row["file"]: (row["file_status"], row["file_reason"]) for row in _rows(copy)}

    same = "The same as “south / my-audits.audit”, given twice; it counts once."
    assert told["copy.audit"] == ("given_twice", same)
    assert told["old.audit"] == ("already", "This file was merged before.")


def test_what_was_set_aside_and_is_no_audit_is_told_once() -> None:
    aside = [(row["audit"], row["reason"]) for row in _rows() if row["outcome"] == "set_aside"]

    assert aside == [
        ("u3", "its content does not match its hash"),
        ("tool-record", "the version it builds on is missing"),
    ]
