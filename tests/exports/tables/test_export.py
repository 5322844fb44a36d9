"""Tables out: what is in them, in every format, and that they appear whole or not at all."""

import csv
import json
import stat
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID
from zipfile import ZipFile

import duckdb
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from db.reading import AuditScope
from db.sealing import seal
from exports.tables import places, workbook
from exports.tables.exporting import FORMATS, Exported, Format, Wanted, export_tables
from forms.answer_files import read_answers
from forms.audits import AUDIT_KIND
from forms.errors import AuditAppError
from forms.findings import Answer, Finding, cleaned
from forms.revisions import Revision
from tests.exports.figures.test_figures_recounted import audits
from tests.exports.figures.test_repeats import two_visits, visits
from tests.exports.making import (
    SEALED,
    SEEN,
    Cabinet,
    a_tool,
    an_audit,
    memory_cabinet,
)

TOOL = a_tool()
CANARY = "Zebra words of somebody"
ANSWERS = {
    "seen": "yes", "heard": "not_evidenced", "methods": ("play", "talk"), "visits": 3,
    "last": "2026-03-01", "words": f"=1+1 {CANARY}",
}  # fmt: skip
Rows = list[dict[str, object]]


def fill(cabinet: Cabinet) -> None:
    """One audit with every kind of answer, one with nothing, one void, one in conflict."""
    words = {"overall_reason": CANARY, "strengths": CANARY, "improvements": f"@{CANARY}"}
    cabinet.add(
        TOOL,
        an_audit(ANSWERS, {"seen": f"-{CANARY}"}, attributes={"team": "North", "ward": "East"},
                 sections={"contact": "good"}, section_reasons={"contact": CANARY}, **words),
        an_audit({"seen": "no", "place": "home"}, case="C-0002", overall=None),
        an_audit(case="C-0003", status="void"),
    )  # fmt: skip
    cabinet.add_in_conflict(TOOL, an_audit(case="C-4"), an_audit(case="C-4", overall="inadequate"))


def export(cabinet: Cabinet, kind: Format, target: Path, **more: object) -> Exported:
    return export_tables(cabinet.store, Wanted(kind, target, **more))  # type: ignore[arg-type]


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline="")))


def of_csv(path: Path) -> Rows:
    head, *rows = cells(path.read_bytes().decode("utf-8-sig"))
    return [dict(zip(head, row, strict=True)) for row in rows]


def sheet(path: Path, name: str) -> list[list[object]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()


@pytest.fixture
def filled(cabinet: Cabinet) -> Cabinet:
    fill(cabinet)
    return cabinet


def test_findings_keep_the_four_states_apart(filled: Cabinet, tmp_path: Path) -> None:
    export(filled, "csv", tmp_path / "out")
    states = {
        (row["audit"][-1], row["question"]): (row["state"], row["good_or_better"])
        for row in of_csv(tmp_path / "out" / "findings.csv")
    }
    assert len(states) == 14
    assert states["1", "seen"] == ("answered", "true")
    assert states["1", "heard"] == ("not_evidenced", "false")
    assert states["1", "place"] == ("unanswered", "")
    assert states["2", "seen"] == ("answered", "false")
    assert states["2", "heard"] == ("hidden", "")


def test_void_and_conflicted_audits_are_left_out_and_counted(
    filled: Cabinet, tmp_path: Path
) -> None:
    made = export(filled, "json", tmp_path / "out.json")
    assert (made.audits, made.conflicts_left_out, made.void_left_out) == (2, 1, 1)
    assert made.rows["findings"] == 14
    document = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert [row["case"] for row in document["audits"]] == ["C-0001", "C-0002"]


def test_a_scope_chooses_the_audits(filled: Cabinet, tmp_path: Path) -> None:
    scope = AuditScope(where={"team": "North"})
    assert export(filled, "json", tmp_path / "a", scope=scope).audits == 1
    scope = AuditScope(audited_from=date(2027, 1, 1))
    assert export(filled, "xlsx", tmp_path / "b", scope=scope).audits == 0
    with pytest.raises(AuditAppError, match="No audit has a field “moon”"):
        export(filled, "json", tmp_path / "c", scope=AuditScope(where={"moon": "full"}))
    assert not (tmp_path / "c").exists()


def test_cells_of_a_workbook_are_typed_and_texts_are_no_formulas(
    filled: Cabinet, tmp_path: Path
) -> None:
    export(filled, "xlsx", tmp_path / "out.xlsx")
    head, first, _ = sheet(tmp_path / "out.xlsx", "answers voice 1.0")
    row = dict(zip(head, first, strict=True))
    assert (row["audited_on"], row["visits"], row["last"]) == (
        date(2026, 4, 2), 3.0, date(2026, 3, 1)
    )  # fmt: skip
    assert (row["words"], row["seen.evidence"]) == (f"=1+1 {CANARY}", f"-{CANARY}")
    head, first, _ = sheet(tmp_path / "out.xlsx", "audits")
    audit = dict(zip(head, first, strict=True))
    assert (audit["good_or_better"], audit["attribute.ward"]) == (True, "East")
    assert isinstance(audit["sealed_at"], datetime)
    with ZipFile(tmp_path / "out.xlsx") as parts:
        written = "".join(parts.read(name).decode() for name in parts.namelist())
    assert "<f>" not in written
    assert "dd/mm/yyyy" in written
    assert 'state="frozen"' in written
    assert "autoFilter" in written


def test_a_table_goes_on_on_a_second_sheet(
    filled: Cabinet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 8)
    made = export(filled, "xlsx", tmp_path / "out.xlsx")
    pages = [sheet(tmp_path / "out.xlsx", name) for name in ("findings", "findings 2")]
    assert [len(rows) for rows in pages] == [8, 8]
    assert pages[0][0] == pages[1][0]
    assert made.rows["findings"] == 14
    assert "findings 3" not in CalamineWorkbook.from_path(tmp_path / "out.xlsx").sheet_names


def test_what_is_too_wide_for_a_sheet_is_told(
    filled: Cabinet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_COLUMNS", 22)
    assert export(filled, "xlsx", tmp_path / "out.xlsx").too_wide == ["answers voice 1.0"]


def test_sheets_of_alike_names_are_told_apart() -> None:
    taken: set[str] = set()
    names = [
        workbook._sheet_name(name, 1, taken) for name in ("x" * 40, "X" * 40, "a/b:c", "a b c")
    ]
    assert names[1] == "X" * 27 + " (2)"
    assert names[2:] == ["a b c", "a b c (2)"]
    assert all(len(name) <= 31 for name in names)


def test_parquet_columns_are_typed(filled: Cabinet, tmp_path: Path) -> None:
    export(filled, "parquet", tmp_path / "out")
    with duckdb.connect() as database:
        found = database.sql(f"DESCRIBE FROM '{tmp_path}/out/audits.parquet'").fetchall()
        types = {name: kind for name, kind, *_ in found}
        assert [types[name] for name in ("case", "audited_on", "good_or_better", "sealed_at")] == [
            "VARCHAR", "DATE", "BOOLEAN", "TIMESTAMP"
        ]  # fmt: skip
        answers = database.sql(
            f"SELECT answer, number, day FROM '{tmp_path}/out/findings.parquet' "
            "WHERE question IN ('methods', 'visits', 'last') AND state = 'answered'"
        ).fetchall()
    assert answers == [
        ("play talk", None, None), ("3", 3.0, None), ("2026-03-01", None, date(2026, 3, 1))
    ]  # fmt: skip


@pytest.mark.parametrize("kind", FORMATS)
def test_without_words_nothing_that_somebody_wrote_leaves(
    filled: Cabinet, tmp_path: Path, kind: Format
) -> None:
    target = tmp_path / ("out.zip" if kind == "csv" else "out")
    export(filled, kind, target)
    assert CANARY in _all_text(target)
    export(filled, kind, target, words=False)
    told = _all_text(target)
    assert CANARY not in told
    assert "C-0001" in told


def _all_text(path: Path) -> str:
    if path.is_dir():
        with duckdb.connect() as database:
            return str([database.sql(f"FROM '{each}'").fetchall() for each in path.iterdir()])
    data = path.read_bytes()
    if not data.startswith(b"PK"):
        return data.decode("utf-8")
    with ZipFile(BytesIO(data)) as parts:
        return "".join(parts.read(name).decode("utf-8") for name in parts.namelist())


def test_answers_without_words_are_not_recorded_by_mistake(filled: Cabinet, tmp_path: Path) -> None:
    """They would take the words away again from the audits that have them."""
    export(filled, "csv", tmp_path / "out.csv", words=False)
    assert "audit" in of_csv(tmp_path / "out.csv")[0]
    export(filled, "csv", tmp_path / "out.csv")
    assert "audit" not in of_csv(tmp_path / "out.csv")[0]


@pytest.mark.parametrize(
    ("kind", "name"),
    [("csv", "out"), ("csv", "out.zip"), ("csv", "out.csv"), ("xlsx", "out.xlsx"),
     ("json", "out.json"), ("parquet", "out")],
)  # fmt: skip
def test_an_export_is_its_owners_alone_and_the_same_each_time(
    filled: Cabinet, tmp_path: Path, kind: Format, name: str
) -> None:
    contents = []
    for _ in range(2):
        export(filled, kind, tmp_path / name)
        files = [path for path in sorted(tmp_path.rglob("*")) if path.is_file()]
        assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
        contents.append({path.name: path.read_bytes() for path in files})
    assert contents[0] == contents[1]
    assert [path.name for path in tmp_path.iterdir()] == [name]


class Stopped(BaseException):
    pass


@pytest.mark.parametrize(
    ("kind", "name"),
    [("csv", "out"), ("csv", "out.zip"), ("xlsx", "out"), ("json", "out"), ("parquet", "out")],
)
def test_what_is_stopped_leaves_what_was_there(
    filled: Cabinet, tmp_path: Path, kind: Format, name: str
) -> None:
    export(filled, kind, tmp_path / name, scope=AuditScope(where={"team": "North"}))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int, _label: str) -> None:
        told.append((done, total))
        if done == total - 1:
            raise Stopped

    with pytest.raises(Stopped):
        export_tables(filled.store, Wanted(kind, tmp_path / name), stop)
    assert told[-1][1] == (6 if kind in ("json", "parquet") else 8)
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before


def test_a_folder_of_others_is_never_replaced(filled: Cabinet, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    for kind in ("csv", "parquet"):
        with pytest.raises(AuditAppError, match="holds other files"):
            export(filled, kind, tmp_path)
        with pytest.raises(AuditAppError, match="is a file"):
            export(filled, kind, tmp_path / "notes.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_where_nothing_can_be_written_it_is_told(filled: Cabinet, tmp_path: Path) -> None:
    for kind in FORMATS:
        with pytest.raises(AuditAppError, match="could not be written"):
            export(filled, kind, tmp_path / "missing" / "out")


def test_what_a_killed_export_left_goes_with_the_next_and_nothing_else(
    filled: Cabinet, tmp_path: Path
) -> None:
    own, other = (tmp_path / f"{places._unfinished()}{end}-999999999-x" for end in ("", "0"))
    letters = tmp_path / "received-2024-letters"  # somebody's own
    for folder in (own, other, letters):
        folder.mkdir()
    export(filled, "json", tmp_path / "out.json")
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(
        ["out.json", other.name, letters.name]
    )


def test_the_codebook_explains_every_column_and_code(filled: Cabinet, tmp_path: Path) -> None:
    export(filled, "csv", tmp_path / "out")
    book = of_csv(tmp_path / "out" / "codebook.csv")
    explained = {(row["table_name"], row["column_name"]) for row in book if row["meaning"]}
    for path in (tmp_path / "out").iterdir():
        name = path.stem.replace("-", " ")
        assert {(name, column) for column in of_csv(path)[0]} <= explained
    codes = {
        row["code"]: (row["label"], row["in_denominator"], row["good_or_better"])
        for row in book
        if (row["table_name"], row["column_name"]) == ("answers voice 1.0", "seen") and row["code"]
    }
    assert codes == {
        "yes": ("Yes", "true", "true"),
        "no": ("No", "true", "false"),
        "unclear": ("Unclear", "false", ""),
        "not_applicable": ("Not applicable", "false", ""),
        "not_evidenced": ("Not evidenced on file", "true", "false"),
    }


def test_instances_of_a_repeat_have_rows_and_columns_of_their_own(
    cabinet: Cabinet, tmp_path: Path
) -> None:
    tool = visits()
    answers = {"seen#1": "yes", "seen#2": "no", "gap#2": 4}
    cabinet.add(tool, two_visits(tool, answers))
    export(cabinet, "csv", tmp_path / "out")
    rows = of_csv(tmp_path / "out" / "findings.csv")
    found = [(row["question"], row["instance"], row["code"], row["number"]) for row in rows]
    assert found[:2] == [("seen", "1", "yes", ""), ("seen", "2", "no", "")]
    assert found[4:7] == [
        ("gap", "1", "unanswered", ""), ("gap", "2", "answered", "4.0"),
        ("longest", "", "answered", "4.0"),
    ]  # fmt: skip
    (row,) = of_csv(tmp_path / "out" / "answers-voice-1.0.csv")
    assert (row["seen#1"], row["seen#2"], row["gap#2"]) == ("yes", "no", "4")
    assert "longest" not in row


def test_an_audit_of_two_heads_that_join_is_whole(cabinet: Cabinet, tmp_path: Path) -> None:
    first, ours, theirs = (
        an_audit({"seen": "yes"}, **more)
        for more in ({}, {"strengths": "Ours"}, {"improvements": "Theirs"})
    )
    cabinet.add(TOOL, first)
    parent = str((cabinet.store.row("SELECT hash FROM revision") or ("",))[0])
    for audit in (ours, theirs):
        seal(
            cabinet.store,
            Revision(kind=AUDIT_KIND, record=str(UUID(int=1)), parents=(parent,), tool=TOOL.hash,
                     author="auditor-01", sealed_at=SEALED, act="completed",
                     fields=audit.to_fields()),
        )  # fmt: skip
    assert export(cabinet, "json", tmp_path / "out").audits == 1
    (row,) = json.loads((tmp_path / "out").read_text("utf-8"))["audits"]
    assert (row["strengths"], row["improvements"]) == ("Ours", "Theirs")


def _wellbehaved(text: str) -> str:
    """As every way into a database leaves texts: without controls, and without blanks around."""
    return cleaned(text.replace("\r", "\n")).strip()


def _in_order(answer: Answer) -> Answer:
    """As several chosen answers are stored: in the order of the question."""
    if isinstance(answer, tuple):
        return tuple(code for code in ("play", "talk", "art") if code in answer)
    return answer


OPEN = a_tool(
    sections={
        "all": tuple(
            each.model_copy(update={"not_applicable": True}) for each in TOOL.questions.values()
        )
    }
)
WRITTEN = st.text(st.one_of(st.sampled_from("'=+-@|\n\t é"), st.characters(codec="utf-8")))


@settings(max_examples=6, deadline=None, phases=[Phase.generate])
@given(st.data())
def test_answers_that_go_out_come_in_again(data: st.DataObject) -> None:
    words = WRITTEN.map(_wellbehaved)
    audit = data.draw(audits(OPEN).filter(lambda each: each.status == "completed"))
    findings = {
        name: Finding(answer=_in_order(found.answer), evidence=data.draw(words))
        for name, found in audit.findings.items()
    }
    own = {"case": data.draw(words.map(lambda text: text[:50].strip() or "C-1")),
           "strengths": data.draw(words), "findings": findings}  # fmt: skip
    audit = audit.model_copy(update=own)
    with memory_cabinet() as cabinet, TemporaryDirectory() as folder:
        cabinet.add(OPEN, audit)
        for kind in ("csv", "xlsx"):
            target = Path(folder) / f"out.{kind}"
            export(cabinet, kind, target)  # type: ignore[arg-type]
            read = read_answers(target.read_bytes(), target.name, lambda *_: OPEN, date(2027, 1, 1))
            assert read.audits[0].audit.to_fields() == audit.to_fields()


TEXTS = st.text(st.one_of(st.sampled_from("=+-@|'\t\r\n \u200b＝"), st.characters(codec="utf-8")))


@settings(max_examples=12, deadline=None)
@given(TEXTS.filter(str.strip), TEXTS, TEXTS)
def test_no_exported_cell_is_taken_for_a_formula(case: str, evidence: str, strengths: str) -> None:
    tool = a_tool(sections={"contact": (SEEN,)})
    audit = an_audit({"seen": "yes"}, {"seen": evidence}, case=case[:90], strengths=strengths,
                     attributes={"team": case[:90]})  # fmt: skip
    with memory_cabinet() as cabinet:
        cabinet.add(tool, audit)
        _check_cells(cabinet)


def _check_cells(cabinet: Cabinet) -> None:
    with TemporaryDirectory() as folder:
        export(cabinet, "csv", Path(folder) / "out")
        for path in (Path(folder) / "out").iterdir():
            for row in cells(path.read_bytes().decode("utf-8-sig")):
                for cell in row:
                    assert not cell.strip(" \t\r\n\u00a0\ufeff\u200b").startswith(tuple("=+-@"))
        export(cabinet, "xlsx", Path(folder) / "out.xlsx")
        with ZipFile(Path(folder) / "out.xlsx") as parts:
            for name in parts.namelist():
                assert b"<f>" not in parts.read(name)
                assert b"<hyperlink" not in parts.read(name)
