"""Workbooks give values only; what would harm the reader is refused before it sees it."""

import io
import random
import time
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.answer_files.package import MAX_UNPACKED
from forms.errors import ProblemsFound
from forms.findings import Finding
from tests.forms.answer_files.making import (
    EPOCH,
    MAIN,
    a_date,
    a_sheet,
    an_audit,
    document,
    problems,
    read,
    table,
    workbook,
)

HEAD = ["tool", "version", "case", "auditor", "audited_on", "overall"]
DAY = a_date((date(2026, 4, 2) - date(1970, 1, 1)).days + EPOCH)
ROW = ["visits", 1, "C-0001", "auditor-07", DAY, "good"]
DAMAGED = "a.xlsx:1:1: not an Excel workbook that can be read; open it in Excel"


def told(content: bytes) -> list[str]:
    return problems(content, "a.xlsx")


def test_numbers_and_dates_become_what_people_meant() -> None:
    head = [*HEAD, "days", "standard", "seen_on", "words", "methods", "attribute.year"]
    content = table(head, [*ROW, 4.0, 3, a_date(46082.75), 7.0, "play; talk", 2026])
    (recorded,) = read(content, "a.xlsx").audits
    assert recorded.audit.audited_on == date(2026, 4, 2)
    assert recorded.audit.attributes == {"year": "2026"}
    assert recorded.audit.findings == {
        "days": Finding(answer=4),
        "standard": Finding(answer="3"),
        "seen_on": Finding(answer="2026-03-01"),
        "words": Finding(answer="7"),
        "methods": Finding(answer=("play", "talk")),
    }
    assert recorded.place == (2, 1, "Answers")


def test_a_row_is_the_same_audit_as_its_json() -> None:
    columns = ["seen_alone", "seen_alone.evidence", "methods", "days", "seen_on", "standard"]
    cells = ["yes", "Seen in March.", "play talk", 4, "01/03/2026", 3]
    more = ["section.visiting", "overall_reason", "team"]
    content = table([*HEAD, *columns, *more], [*ROW, *cells, "good", "Steady work.", "North"])
    (from_workbook,) = read(content, "a.xlsx").audits
    (from_json,) = read(document(an_audit())).audits
    assert (from_workbook.uid, from_workbook.audit) == (from_json.uid, from_json.audit)


def test_a_case_that_is_a_number_is_a_case() -> None:
    (recorded,) = read(table(HEAD, [*ROW[:2], 1001, *ROW[3:]]), "a.xlsx").audits
    assert recorded.audit.case == "1001"


def test_the_first_sheet_with_headings_is_read_and_named() -> None:
    notes = a_sheet([["Read me first"], ["case notes"]])
    answers = a_sheet([["Audits"], HEAD, [*ROW[:5], "great"]])
    later = a_sheet([HEAD, ROW])
    content = workbook({"Notes": notes, "Spring audits": answers, "Old": later})
    assert told(content) == [
        "a.xlsx!Spring audits:3:6: “overall” must be one of outstanding, good, "
        "requires_improvement, inadequate"
    ]


def test_rows_and_columns_count_from_the_corner_of_the_sheet() -> None:
    cells = "".join(
        f'<c r="{chr(67 + index)}5" t="inlineStr"><is><t>{name}</t></is></c>'
        for index, name in enumerate([*HEAD[:2], "case", "auditor"])
    )
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row r="5">{cells}</row></sheetData></worksheet>'
    assert told(workbook({"S": sheet}))[0].startswith("a.xlsx:1:1: the file does not say")
    row = '<row r="7"><c r="C7" t="inlineStr"><is><t>visits</t></is></c></row>'
    found = told(workbook({"S": sheet.replace("</sheetData>", f"{row}</sheetData>")}))
    assert "a.xlsx!S:7:5: “case” is missing" in found
    assert "a.xlsx!S:5:1: the column “audited_on” is missing" in found


def test_formulas_are_never_worked_out_only_their_last_value_is_read() -> None:
    formula = ('t="str"', "<f>HYPERLINK(&quot;http://example.invalid&quot;)</f><v>good</v>")
    (recorded,) = read(table(HEAD, [*ROW[:5], formula]), "a.xlsx").audits
    assert recorded.audit.overall == "good"


def test_macros_pictures_and_links_never_reach_the_reader() -> None:
    extra = {
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100,
        "xl/media/image1.png": b"\x89PNG\x00",
        "docProps/app.xml": b"not even XML",
        "customXml/item1.xml": b"<!DOCTYPE x>",
    }
    content = workbook({"Answers": a_sheet([HEAD, ROW])}, **extra)
    assert len(read(content, "a.xlsm").audits) == 1


def test_styled_but_empty_cells_far_away_are_no_burden() -> None:
    far = f'<row r="1048576"><c r="XFD1048576" s="{1}"/></row>'
    sheet = a_sheet([HEAD, ROW]).replace("</sheetData>", f"{far}</sheetData>")
    assert len(read(workbook({"Answers": sheet}), "a.xlsx").audits) == 1


@pytest.mark.parametrize(
    "far",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1048576"><c><v>1</v></c></row>',
        '<row><c r="A1048576"><v>1</v></c></row>',
        '<row><c r="XFD1"><is><t>x</t></is></c></row>',
        '<row r="99999"><c r="BXA99999"><f>1</f></c></row>',
        "<x:row r='1048576'><x:c><x:v>1</x:v></x:c></x:row>",
        '<row r="&#49;048576"><c><v>1</v></c></row>',
    ],
)
def test_a_cell_at_the_end_of_the_world_is_refused_before_it_takes_the_memory(far: str) -> None:
    """One such cell makes the spreadsheet reader abort the whole process."""
    sheet = a_sheet([HEAD, ROW]).replace("</sheetData>", f"{far}</sheetData>")
    sheet = sheet.replace("<worksheet ", f'<worksheet xmlns:x="{MAIN}" ')
    (found,) = told(workbook({"Answers": sheet}))
    assert "a sheet reaches beyond row 100,000 or column 2,000" in found


@pytest.mark.parametrize(
    "sheet",
    [
        "<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]>" + a_sheet([["&b;"]]),
        '<?xml version="1.0" encoding="UTF-16"?>' + a_sheet([HEAD]),
        '<?xml version="1.0" encoding="latin-1"?>' + a_sheet([HEAD]),
        a_sheet([HEAD])[:-20],
        "<a>" * 100_000,
        a_sheet([HEAD]).replace("<row>", '<row r="one">', 1),
        a_sheet([HEAD]).replace("<c ", '<c r="A99999999999" ', 1),
        a_sheet([HEAD]).replace("<c ", '<c r="AAAA1" ', 1),
        "",
        "no XML",
    ],
    ids=["entities", "utf-16", "latin-1", "cut", "deep", "row", "huge", "column", "empty", "text"],
)
def test_sheets_that_are_not_what_excel_writes_are_refused(sheet: str) -> None:
    (found,) = told(workbook({"Answers": sheet}))
    assert found.startswith(DAMAGED)


def test_utf_16_without_a_declaration_is_refused() -> None:
    sheet = a_sheet([HEAD, ROW]).encode("utf-16")
    (found,) = told(workbook({"A": ""}, **{"xl/worksheets/sheet1.xml": sheet}))
    assert found.startswith(DAMAGED)


def test_a_zip_bomb_is_refused_while_it_is_unpacked() -> None:
    bomb = b"<a>" + b" " * MAX_UNPACKED + b"</a>"
    content = workbook({"Answers": a_sheet([HEAD, ROW])}, **{"xl/sharedStrings.xml": bomb})
    assert len(content) < 1_000_000
    start = time.process_time()
    (found,) = told(content)
    assert "holds more than 128 MiB when unpacked" in found
    assert time.process_time() - start < 5


def test_two_parts_of_one_name_are_refused() -> None:
    packed = io.BytesIO(workbook({"Answers": a_sheet([HEAD, ROW])}))
    with zipfile.ZipFile(packed, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/worksheets/sheet1.xml", a_sheet([HEAD]))
    (found,) = told(packed.getvalue())
    assert found.startswith(DAMAGED)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_excel_never_uses_is_refused(method: int) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    (found,) = told(packed.getvalue())
    assert found.startswith(DAMAGED)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"PK\x03\x04 and nothing else", DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xlsx:1:1: an old or password-protected workbook"),
        (b"not a workbook", "a.xlsx:1:1: not an Excel workbook, though its name"),
        (b"", "a.xlsx:1:1: not an Excel workbook, though its name"),
        (workbook({"S": a_sheet([["a", "b"]])}), "a.xlsx:1:1: no row of headings was found"),
        (workbook({"S": a_sheet([])}), "a.xlsx:1:1: no row of headings was found"),
        (workbook({}), "a.xlsx:1:1: no row of headings was found"),
        (table(HEAD), "a.xlsx:1:1: the file does not say which audit tool"),
        (table([*HEAD, "case"], [*ROW, "C"]), "a.xlsx!Answers:1:7: the column “case” stands twice"),
    ],
)
def test_what_cannot_be_read_as_answers(content: bytes, expected: str) -> None:
    (found,) = told(content)
    assert found.startswith(expected)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office/>")
    (found,) = told(packed.getvalue())
    assert found.startswith(DAMAGED)


WHOLE = table([*HEAD, "days", "seen_alone.evidence"], *[[*ROW, 4, "x" * 50]] * 3)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused(at: int, junk: bytes) -> None:
    for content in (WHOLE[:at] + junk + WHOLE[at + len(junk) :], WHOLE[:at]):
        try:
            read(b"PK\x03\x04" + content[4:], "a.xlsx")
        except ProblemsFound as found:
            assert found.problems


PARTS = st.sampled_from(
    ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/worksheets/sheet1.xml"]
)


@settings(max_examples=200, deadline=None)
@given(PARTS, st.integers(), st.sampled_from(['"', "<", "1", "0", "-1", "99999999999", "x", " "]))
def test_a_workbook_with_strange_parts_is_read_or_refused(part: str, seed: int, junk: str) -> None:
    """The parts are well packed, so that the damage reaches the spreadsheet reader."""
    choose = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        text = archive.read(part).decode()
    spots = [at for at, sign in enumerate(text) if sign in '"0123456789rst']
    at = choose.choice(spots)
    changed = text[:at] + junk + text[at + choose.choice([0, 1, 5]) :]
    sheet = a_sheet([HEAD, ROW])
    try:
        read(workbook({"Answers": sheet}, **{part: changed}), "a.xlsx")
    except ProblemsFound as found:
        assert found.problems


def test_two_thousand_rows_are_read_in_seconds() -> None:
    rows = [[*ROW[:2], f"C-{number}", *ROW[3:], *["Evidence."] * 30] for number in range(2_000)]
    head = [*HEAD, *(f"attribute.a{number}" for number in range(30))]
    content = table(head, *rows)
    start = time.process_time()
    assert len(read(content, "a.xlsx").audits) == 2_000
    assert time.process_time() - start < 8
