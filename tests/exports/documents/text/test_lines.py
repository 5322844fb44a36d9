"""Text is broken into lines of a width, whatever its script, and never slowly."""

from itertools import pairwise
from time import process_time

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from exports.documents.text.breaks import clusters, pieces
from exports.documents.text.fonts import Face
from exports.documents.text.lines import Line, Typesetter

WIDTH = 200.0
SENTENCE = "The child was seen alone in each of the last three months, at home and at school. "


@pytest.fixture
def typesetter() -> Typesetter:
    return Typesetter()


def set_text(typesetter: Typesetter, text: str, width: float = WIDTH) -> tuple[Line, ...]:
    return typesetter.lines(text, Face.REGULAR, 11, width)


def test_lines_keep_every_word_and_stay_within_the_width(typesetter: Typesetter) -> None:
    lines = set_text(typesetter, SENTENCE * 5)
    assert " ".join(line.text for line in lines) == (SENTENCE * 5).strip()
    assert all(stringWidth(line.text, Face.REGULAR, 11) <= WIDTH + 0.01 for line in lines)


def test_a_line_is_as_full_as_it_can_be(typesetter: Typesetter) -> None:
    lines = set_text(typesetter, SENTENCE)
    for line, following in pairwise(lines):
        first_word = following.text.split(" ")[0]
        assert stringWidth(f"{line.text} {first_word}", Face.REGULAR, 11) > WIDTH


def test_newlines_begin_new_lines_and_empty_text_has_one(typesetter: Typesetter) -> None:
    assert [line.text for line in set_text(typesetter, "a\n\nb")] == ["a", "", "b"]
    assert [line.text for line in set_text(typesetter, "")] == [""]


@pytest.mark.parametrize(
    "text",
    [
        "W" * 400,
        "قالت الطفلة إنها تريد رؤية والدها كل أسبوع " * 5,
        "שלום עולם 57 abc " * 8,
        "बच्चे की इच्छाएँ और भावनाएँ " * 8,
        "孩子说她想见爸爸。" * 12,
        "เด็กอยากพบพ่อทุกสัปดาห์" * 6,
        "👍🏽👨‍👩‍👧😀" * 30,
    ],
)
def test_any_script_is_broken_within_the_width_and_loses_nothing(
    typesetter: Typesetter, text: str
) -> None:
    lines = set_text(typesetter, text)
    assert len(lines) > 1
    assert all(line.width <= WIDTH + 0.1 for line in lines)
    kept = "".join(line.text for line in lines).replace(" ", "")
    assert kept == text.replace(" ", "")


def test_an_interval_and_a_quarter_are_never_broken_inside() -> None:
    assert list(pieces("55–79% in 2026-Q1, n/a")) == ["55–79% ", "in ", "2026-Q1, ", "n/a"]
    assert list(pieces("drug-related step/down")) == ["drug-", "related ", "step/", "down"]


def test_a_letter_is_never_parted_from_its_marks() -> None:
    assert list(clusters("x\u0302y👍🏽")) == ["x\u0302", "y", "👍🏽"]


def test_arabic_letters_take_their_joined_forms(typesetter: Typesetter) -> None:
    (joined,) = set_text(typesetter, "بيت")
    apart = sum(set_text(typesetter, letter)[0].width for letter in "بيت")
    assert joined.right_to_left
    assert joined.width < apart


def test_an_unknown_letter_shows_as_missing(typesetter: Typesetter) -> None:
    assert set_text(typesetter, "a\U0001234fb")[0].text == "a\ufffdb"


def test_a_text_is_cut_with_an_ellipsis_when_lines_run_out(typesetter: Typesetter) -> None:
    lines = typesetter.lines_at_most(SENTENCE * 50, Face.REGULAR, 11, WIDTH, 3)
    assert len(lines) == 3
    assert lines[-1].text.endswith("…")
    assert lines[-1].width <= WIDTH


def test_an_endless_word_is_set_in_no_time() -> None:
    def seconds() -> float:
        typesetter = Typesetter()
        start = process_time()
        lines = set_text(typesetter, "W" * 140_000, 480)
        taken = process_time() - start
        assert "140,000 characters" in lines[-1].text
        return taken

    assert min(seconds() for _ in range(3)) < 0.05
