import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.tables.csv_text import csv_bytes, harmless


def _cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+44 20",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =cmd|'/c calc'!A0",
        "\ufeff=1",
        "\u200b=1",
        "\u00a0@x",
        "＝1",
        "\n\n=1",
    ],
)
def test_a_text_that_begins_like_a_formula_is_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "C-0001", "a=b", "'tis", "02/04/2026", "O’Neill – notes"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2)))
def test_whatever_is_written_no_cell_begins_like_a_formula(rows: list[list[str]]) -> None:
    cells = _cells(csv_bytes(["one", "two"], rows))

    assert cells[0] == ["one", "two"]
    assert len(cells) == len(rows) + 1
    for row, written in zip(rows, cells[1:], strict=True):
        assert len(written) == 2
        for text, cell in zip(row, written, strict=True):
            assert not cell.strip(" \t\r\n\u00a0\ufeff\u200b").startswith(("=", "+", "-", "@"))
            assert cell.lstrip("'").replace("\ufffd", "")[-1:] in ("", *text)


def test_spreadsheets_see_that_it_is_utf_8() -> None:
    data = csv_bytes(["a"], [["É"]])

    assert data == '\ufeff"a"\r\n"É"\r\n'.encode()


def test_what_cannot_be_written_is_replaced() -> None:
    assert _cells(csv_bytes(["a"], [["x\ud800\0y"]]))[1] == ["x\ufffdy"]


def test_numbers_stay_numbers() -> None:
    assert _cells(csv_bytes(["a", "b"], [[-3, 0.5]]))[1] == ["-3", "0.5"]
