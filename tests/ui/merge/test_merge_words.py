"""What the merge page says of files and merges."""

from pathlib import Path

from db.merge_report import AuditCounts, MergedFile, MergeReport
from tests.exports.merge_samples import a_merge
from ui.merge.difference_html import as_html
from ui.merge.lines import lines_of, lines_of_report, told
from ui.merge.phases import phase_text
from ui.merge.words import counts_text, made_text, merge_name, unlocked_text
from ui.palettes import LIGHT


def test_the_lines_of_a_stored_report_hold_each_file_with_its_audits() -> None:
    lines = lines_of_report(a_merge())

    assert [line.state for line in lines] == ["merged", "merged", "already", "refused", "refused"]
    assert [each.uid for each in lines[0].outcomes] == ["u2", "u3", "u1", "u4"]
    assert lines[1].people == "auditor-07"


def test_a_manifest_is_told_and_else_whose_the_audits_are() -> None:
    north, south, *_ = lines_of_report(a_merge())

    assert made_text(south).startswith("Handed over by auditor-07 on 20/11/2026")
    assert made_text(south).endswith("with version 1.0.")
    assert made_text(north) == "Its audits are by auditor-01; the newest is of 02/04/2026."


def test_counts_are_told_without_zeros() -> None:
    assert counts_text(AuditCounts(new=1200, conflicts=2)) == "1,200 new, 2 in conflict"
    assert counts_text(AuditCounts()) == "no audits"


def test_a_merge_that_brought_nothing_says_why() -> None:
    (line,) = lines_of([Path("a.audit")])
    file = MergedFile("a.audit", "", "already", "This file was merged before.")
    lines = [told(line, file, [], is_done=True)]

    text = phase_text("done", lines, MergeReport(), was_stopped=False)

    assert text == "Nothing was merged: these files were merged before."


def test_drafts_alone_are_something_new() -> None:
    (line,) = lines_of([Path("a.audit")])
    file = MergedFile("a.audit", "", "merged", "", drafts=2)

    assert told(line, file, [], is_done=False).state == "ready"
    assert told(line, file._replace(drafts=0), [], is_done=False).state == "same"


def test_report_templates_alone_are_something_new_and_told_beside_audits() -> None:
    (line,) = lines_of([Path("a.audit")])
    brought = {"report_template": AuditCounts(new=2, conflicts=1)}
    file = MergedFile("a.audit", "", "merged", "", others=brought)
    same = file._replace(others={"report_template": AuditCounts(identical=1)})

    assert told(line, file, [], is_done=False).state == "ready"
    assert told(line, same, [], is_done=False).state == "same"
    merged = [told(line, file, [], is_done=True)]
    text = phase_text("done", merged, MergeReport(others=brought), was_stopped=False)
    assert text.endswith("Report templates: 2 new, 1 in conflict.")


def test_a_merge_nobody_is_named_for_has_a_name_all_the_same() -> None:
    from datetime import UTC, datetime

    at = datetime(2026, 11, 21, 12, tzinfo=UTC)

    assert merge_name(at, "").startswith("Merge of 21/11/2026")
    assert merge_name(at, "lead-01").endswith(" by lead-01")


def test_what_auditors_wrote_is_shown_as_it_is_written() -> None:
    from db.differences import Difference
    from forms.field_changes import FieldChange

    hostile = "<img src=file:///etc/passwd>\nline & more"
    change = FieldChange("strengths", "", "<h1>", "<b>Strengths</b>", "", hostile)

    html, anchors = as_html([Difference(change, "there")], LIGHT)

    assert anchors == 1
    assert "<img" not in html
    assert "&lt;img src=file:///etc/passwd&gt;<br>line &amp; more" in html
    assert "<h1>" not in html


def test_a_passphrase_that_opens_some_files_says_so() -> None:
    assert unlocked_text(1, 1) == "1 file unlocked; 1 has another passphrase."
    assert unlocked_text(3, 2) == "3 files unlocked; 2 have another passphrase."
