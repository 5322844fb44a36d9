"""The thematic report: its words and numbers, the same bytes each time, safe with any text."""

import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from exports.documents.thematic import thematic_bytes, write_thematic
from forms.errors import AuditAppError
from tests.exports.documents.reading import texts
from tests.exports.documents.sample_report import sample_report, wilson

HOSTILE = {
    "markup": '<img src="file:///etc/passwd"/><a href="http://example.org/">x</a>'
    '<font color="[[[getattr(pow, 1)]]]">&amp;</para><link href="javascript:alert(1)">',
    "endless word": "W" * 140_000,
    "arabic": "قالت الطفلة إنها تريد رؤية والدها (39 من 57) كل أسبوع. " * 40,
    "hebrew": "שלום עולם 57 abc " * 40,
    "chinese": "孩子说她想见爸爸。" * 200,
    "hindi": "बच्चे की इच्छाएँ और भावनाएँ " * 50,
    "emoji": "👍🏽👨‍👩‍👧😀" * 100,
    "welsh": "Dŵr tŷ ŵŷ",
    "controls": "a\x00b\x1b\ud800\u202e\n\n\n\nc\t",
    "blank": " ",
    "many lines": "x\n" * 500,
}


@pytest.fixture(scope="module")
def pages() -> list[str]:
    return texts(thematic_bytes(sample_report()))


def test_the_cover_says_what_was_audited(pages: list[str]) -> None:
    words = " ".join(pages[0].split())
    for fact in (
        "Thresholds: thematic audit", "Thresholds, version 1.0", "06/01/2025 to 26/06/2026",
        "All completed audits", "Data as at 30/06/2026", "Audits 57", "Cases 55",
        "Auditors 5", "Audited twice 4",
    ):  # fmt: skip
        assert fact in words


def test_the_summary_gives_the_share_its_count_and_its_interval(pages: list[str]) -> None:
    summary = pages[1]
    assert summary.index("Summary") < summary.index("68%") < summary.index("55–79%")
    for words in ("39 of 57", "of audits good or better", "Outstanding 4", "Good 35",
                  "Strongest sections", "Weakest sections", "What to look at first"):  # fmt: skip
        assert words in summary


@pytest.mark.parametrize("text", ["", *HOSTILE.values()], ids=["ordinary", *HOSTILE])
def test_the_summary_is_one_page_whatever_it_says(text: str) -> None:
    report = sample_report(text)
    report = report.model_copy(update={"strongest": report.weakest})
    assert "In this report" in texts(thematic_bytes(report))[2]


def test_every_section_question_team_and_quarter_is_there(pages: list[str]) -> None:
    report = sample_report()
    words = " ".join(" ".join(pages).split())
    for section in report.sections:
        assert section.figures.title in words
        for question in section.questions:
            assert question.label in words
    for table in report.groups:
        for group in table.groups:
            assert (group.value or "Not recorded") in words
    for point in report.figures.trend:
        assert point.period.replace("-", " ") in words
    assert "The audit tool changed from version 0.9 to 1.0." in words


def test_a_question_shows_all_its_counts(pages: list[str]) -> None:
    words = " ".join(" ".join(pages).split())
    question = sample_report().sections[0].questions[0]
    counts = question.counts
    assert f"Yes {counts['yes']} · No {counts['no']}" in words
    for kind in ("School 30 54% Police 20 36% Family 6 11%", "56 answered · Not",
                 "Median 1.5 days, from 0 to 9",
                 "Median 30/09/2025, from 07/01/2025 to 01/06/2026", "Answered in words",
                 "Not applicable 1 · Not answered 3 · Not asked 12"):  # fmt: skip
        assert kind in words


def test_quotations_stand_with_what_they_are_about(pages: list[str]) -> None:
    quote = sample_report().themes[0].strengths[0]
    words = " ".join(" ".join(pages).split())
    assert f"{quote.text} {quote.about} — {quote.answer}" in words
    assert "31 further pieces of evidence under this theme not quoted here." in words


def test_method_and_limits_are_told(pages: list[str]) -> None:
    last = " ".join(pages[-1].split())
    for sentence in (*sample_report().method, *sample_report().limits):
        assert sentence in last


def test_nothing_graded_still_makes_a_report() -> None:
    report = sample_report()
    empty = {"counts": {}, "n": 0, "good_or_better": wilson(0, 0)}
    overall = report.figures.overall.model_copy(update=empty)
    report = report.model_copy(
        update={
            "figures": report.figures.model_copy(update={"overall": overall, "trend": []}),
            "sections": [], "groups": [], "themes": [], "strengths": [], "improvements": [],
            "attention": [], "strongest": [], "weakest": [], "limits": [], "method": [],
            "first_audited": None, "last_audited": None, "as_at": None,
        }
    )  # fmt: skip
    words = " ".join(texts(thematic_bytes(report)))
    assert "No section has been graded." in words
    assert "0 of 0" in words


def test_the_same_data_make_the_same_bytes() -> None:
    once = thematic_bytes(sample_report())
    thematic_bytes(sample_report(HOSTILE["arabic"]))
    assert thematic_bytes(sample_report()) == once


def test_another_process_makes_the_same_bytes_too() -> None:
    text = HOSTILE["hindi"]
    thematic_bytes(sample_report(HOSTILE["arabic"]))
    code = (
        "import sys; from exports.documents.thematic import thematic_bytes;"
        "from tests.exports.documents.sample_report import sample_report;"
        f"sys.stdout.buffer.write(thematic_bytes(sample_report({text!r})))"
    )
    root = Path(__file__).parents[3]
    other = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=True)
    assert other.stdout == thematic_bytes(sample_report(text))


def names_in(pdf: bytes) -> Iterator[str]:
    """Yield every dictionary key and name in the document."""
    with pikepdf.open(BytesIO(pdf)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                yield from item.keys()
                yield from (str(v) for v in item.values() if isinstance(v, pikepdf.Name))


def links_in(pdf: bytes) -> Iterator[pikepdf.Object]:
    """Yield every annotation of every page."""
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            yield from page.get("/Annots", [])


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_only_ever_text(text: str) -> None:
    pdf = thematic_bytes(sample_report(text))
    forbidden = {
        "/Image", "/URI", "/Action", "/JavaScript", "/JS", "/Launch", "/EmbeddedFile",
        "/EmbeddedFiles", "/AA", "/OpenAction", "/RichMedia", "/GoToR", "/SubmitForm",
    }  # fmt: skip
    assert forbidden.isdisjoint(names_in(pdf))
    for link in links_in(pdf):
        assert link.Subtype == "/Link"
        assert "/A" not in link, "a link does nothing but lead to a place in the document"
        assert link.Dest[0].Type == "/Page"


def test_markup_is_printed_as_it_was_typed() -> None:
    words = "".join(" ".join(texts(thematic_bytes(sample_report(HOSTILE["markup"])))).split())
    assert "".join(HOSTILE["markup"].split()) in words


@pytest.mark.parametrize(
    ("name", "phrase"),
    [("welsh", "Dŵr tŷ ŵŷ"), ("hindi", "इच्छाएँ"), ("chinese", "孩子说她想见爸爸。"),
     ("arabic", "والدها"), ("hebrew", "עולם")],
)  # fmt: skip
def test_any_script_can_be_searched_and_copied(name: str, phrase: str) -> None:
    assert phrase in " ".join(texts(thematic_bytes(sample_report(HOSTILE[name]))))


def test_a_report_appears_whole(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    target.write_bytes(b"old")
    write_thematic(sample_report(), target)
    assert target.read_bytes() == thematic_bytes(sample_report())
    assert list(tmp_path.iterdir()) == [target]


def test_a_report_that_cannot_be_written_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.pdf"
    target.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(AuditAppError, match=r"could not be written .No space left on device."):
        write_thematic(sample_report(), target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(AuditAppError, match="choose another folder"):
        write_thematic(sample_report(), tmp_path / "nowhere" / "report.pdf")
