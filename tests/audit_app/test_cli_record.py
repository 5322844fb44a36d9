"""`record`: from JSON, CSV and Excel, all or nothing, every problem at its place."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from db.opening import open_reading, open_store
from db.sealing import load_current_audit, reopen_audit
from forms.identity import recorded_uid
from tests.commands import ROOT, run_here, snapshot
from tests.db.making import MINI
from tests.forms.answer_files.making import a_sheet, place_of, workbook

Row = dict[str, Any]
HEAD = ("case", "auditor", "audited_on", "team", "overall", "history_read",
        "history_read.evidence", "section.information")  # fmt: skip


def a_row(number: int, **changes: object) -> Row:
    values = (f"C-{number:03}", "auditor-07", "2026-04-02", "North", "good", "partly",
              "Chronology of 2019 was not opened.", "good")  # fmt: skip
    return {**dict(zip(HEAD, values, strict=True)), **changes}


def as_json(rows: Sequence[Row]) -> bytes:
    audits = [
        {
            **{name: row[name] for name in ("case", "auditor", "audited_on", "overall")},
            "attributes": {"team": row["team"]},
            "findings": {"history_read": {"answer": row["history_read"],
                                          "evidence": row["history_read.evidence"]}},
            "sections": {"information": row["section.information"]},
        }
        for row in rows
    ]  # fmt: skip
    return json.dumps({"tool": "thresholds", "version": "1.0", "audits": audits}, indent=1).encode()


def as_csv(rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, HEAD)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Sequence[Row]) -> bytes:
    return workbook({"Answers": a_sheet([HEAD, *([row[name] for name in HEAD] for row in rows)])})


FORMS: dict[str, Callable[[Sequence[Row]], bytes]] = {
    "json": as_json,
    "csv": as_csv,
    "xlsx": as_xlsx,
}


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def tool_option(form: str) -> list[str]:
    return [] if form == "json" else ["--tool", "thresholds"]


@pytest.mark.parametrize("form", FORMS)
def test_audits_are_recorded_whole_and_only_once(
    work: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    (work / f"a.{form}").write_bytes(FORMS[form]([a_row(n) for n in range(20)]))
    command = ["record", f"a.{form}", "--db", "x.audit", *tool_option(form), "--json"]
    first, again = (run_here(capsys, *command) for _ in range(2))
    assert (first.code, again.code) == (0, 0)
    assert first.document == {
        "new": 20, "updated": 0, "identical": 0, "audits": 20, "database": "x.audit"
    }  # fmt: skip
    assert (again.document["new"], again.document["identical"]) == (0, 20)
    uid = recorded_uid("thresholds", "C-007", "auditor-07", "2026-04-02")
    with open_reading(work / "x.audit") as store:
        assert store.number("SELECT count(*) FROM revision") == 20
        tool, audit = load_current_audit(store, uid)
    assert tool.id == "thresholds"
    assert (audit.overall, audit.attributes, audit.sections) == (
        "good", {"team": "North"}, {"information": "good"}
    )  # fmt: skip
    assert audit.findings["history_read"].evidence == "Chronology of 2019 was not opened."


def test_the_same_audits_are_the_same_in_every_form(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for form, write in FORMS.items():
        (work / f"a.{form}").write_bytes(write([a_row(n) for n in range(3)]))
        run_here(capsys, "record", f"a.{form}", "--db", "x.audit", *tool_option(form))
    with open_reading(work / "x.audit") as store:
        assert store.number("SELECT count(*) FROM revision") == 3


def place_of_overall(form: str, content: bytes) -> str:
    if form == "json":
        place = place_of(content.decode(), '"excellent"')
        return f"a.json:{place}: "
    return "a.csv:59:5: " if form == "csv" else "a.xlsx!Answers:59:5: "


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("existing", [False, True])
def test_one_bad_row_in_a_hundred_records_nothing(
    work: Path, capsys: pytest.CaptureFixture[str], form: str, existing: bool
) -> None:
    if existing:
        (work / "first.json").write_bytes(as_json([a_row(500)]))
        assert run_here(capsys, "record", "first.json", "--db", "x.audit").code == 0
    rows = [a_row(n) for n in range(100)]
    rows[57] = a_row(57, overall="excellent")
    content = FORMS[form](rows)
    (work / f"a.{form}").write_bytes(content)
    before = snapshot(work)
    command = ["record", f"a.{form}", "--db", "x.audit", *tool_option(form)]
    done = run_here(capsys, *command)
    assert (done.code, done.out) == (1, "")
    place = place_of_overall(form, content)
    told = f"{place}“overall” must be one of outstanding, good, requires_improvement"
    assert told in done.err
    assert "1 problem was found; nothing was changed." in done.err
    assert "excellent" not in done.err
    problems = run_here(capsys, *command, "--json").document["problems"]
    assert [(each["file"], each.get("sheet")) for each in problems] == [
        (f"a.{form}", "Answers" if form == "xlsx" else None)
    ]
    assert snapshot(work) == before


def test_every_problem_of_every_file_is_listed(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "a.csv").write_bytes(as_csv([a_row(1, history_read="often"), a_row(2, case="")]))
    (work / "b.csv").write_bytes(as_csv([a_row(3, audited_on="2026-02-30")]))
    (work / "c.csv").write_bytes(as_csv([a_row(4)]).replace(b"history_read", b"history_reed"))
    command = ["record", "a.csv", "b.csv", "c.csv", "gone.csv", "--tool", "thresholds"]
    done = run_here(capsys, *command, "--db", "x.audit", "--json")
    places = [(each["file"], each["line"], each["column"]) for each in done.document["problems"]]
    assert places == [
        ("a.csv", 2, 6), ("a.csv", 3, 1), ("b.csv", 2, 3), ("c.csv", 1, 6), ("c.csv", 1, 7),
        ("gone.csv", 0, 0),
    ]  # fmt: skip
    assert "did you mean “history_read”?" in done.err
    assert sorted(path.name for path in work.iterdir()) == ["a.csv", "b.csv", "c.csv"]


def test_two_audits_with_one_identity_are_refused(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "a.csv").write_bytes(as_csv([a_row(1), a_row(2), a_row(1, case=" c-001")]))
    (work / "b.csv").write_bytes(as_csv([a_row(3), a_row(2)]))
    (work / "ok.csv").write_bytes(as_csv([a_row(2)]))
    command = ["record", "--db", "x.audit", "--tool", "thresholds"]
    within = run_here(capsys, *command, "a.csv")
    assert "a.csv:4:1: the same case, auditor and date as the audit at a.csv:2:1" in within.err
    across = run_here(capsys, *command, "ok.csv", "b.csv")
    assert "b.csv:3:1: the same case, auditor and date as the audit at ok.csv:2:1" in across.err
    assert (within.code, across.code) == (1, 1)
    assert not (work / "x.audit").exists()


HOSTILE: dict[str, bytes] = {
    "empty.json": b"",
    "truncated.json": as_json([a_row(1), a_row(2)])[:400],
    "letter.json": b"Dear all",
    "list.json": b"[]",
    "no-audits.json": b'{"tool": "thresholds", "audits": []}',
    "null.json": b"null",
    "latin.json": '{"tool": "thresholds", "audits": [{"case": "é"}]}'.encode("latin-1"),
    "nested.json": b'{"tool": ' + b"[" * 100_000,
    "nested-maps.json": b'{"a":' * 100_000,
    "digits.json": b'{"tool": "thresholds", "audits": [' + b"9" * 100_000 + b"]}",
    "unknown-tool.json": b'{"tool": "horoscope", "audits": [{}]}',
    "unknown-version.json": b'{"tool": "thresholds", "version": "9.9", "audits": [{}]}',
    "wrong-types.json": b'{"tool": "thresholds", "audits": [7, {"case": [], "findings": []}]}',
    "twice.json": b'{"tool": "thresholds", "tool": "thresholds", "audits": [{}]}',
    "empty.csv": b"",
    "headings.csv": b"case,auditor,audited_on\r\n",
    "quote.csv": b'case,auditor,audited_on\r\n"C-1,a,2026-04-02\r\n',
    "binary.csv": bytes(range(256)) * 40,
    "wide.csv": b"case" + b"," * 5_000 + b"\r\n",
    "letter.xlsx": b"Dear all",
    "half.xlsx": as_xlsx([a_row(1)])[:700],
    "laughs.xlsx": workbook(
        {
            "A": '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
            "<worksheet>&b;</worksheet>"
        }
    ),
    "pdf.xlsx": b"%PDF-1.7",
}


@pytest.mark.parametrize("name", [*HOSTILE, "bomb.xlsx"])
def test_a_file_that_holds_no_answers_is_refused(
    work: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    content = HOSTILE[name] if name in HOSTILE else workbook({"A": " " * 200_000_000})
    (work / name).write_bytes(content)
    before = snapshot(work)
    done = run_here(
        capsys, "record", name, "--db", "x.audit", *tool_option(name.rpartition(".")[2])
    )
    assert done.code == 1
    assert f"{name}:" in done.err
    assert snapshot(work) == before


@pytest.mark.parametrize("name", ["huge.json", "huge.csv", "huge.xlsx"])
def test_a_hundred_megabytes_are_refused_and_never_all_read(
    work: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    with (work / name).open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    done = run_here(capsys, "record", name, "--db", "x.audit", "--tool", "thresholds", "--json")
    assert done.code == 1
    (problem,) = done.document["problems"]
    assert "at most 64 MiB" in problem["message"]
    assert sorted(path.name for path in work.iterdir()) == [name]


def test_a_folder_is_no_file_of_answers(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / "answers").mkdir()
    done = run_here(capsys, "record", "answers", "--db", "x.audit")
    assert done.code == 1
    assert "answers:0:0: cannot be read" in done.err


def test_a_tool_of_ones_own_is_named_by_its_file_and_then_known(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "mini.yaml").write_bytes(MINI)
    (work / "a.csv").write_text("case,auditor,audited_on,q1\nC-1,a-1,02/04/2026,yes\n")
    (work / "b.json").write_text(
        '{"tool": "mini", "audits": '
        '[{"case": "C-2", "auditor": "a-1", "audited_on": "2026-04-02"}]}'
    )
    unknown = run_here(capsys, "record", "b.json", "--db", "x.audit")
    assert "no audit tool is called “mini”" in unknown.err
    for more in (["a.csv", "--tool", "mini.yaml"], ["b.json"], ["a.csv", "--tool", "mini"]):
        assert run_here(capsys, "record", *more, "--db", "x.audit").code == 0
    with open_reading(work / "x.audit") as store:
        assert store.number("SELECT count(*) FROM revision") == 2


@pytest.mark.parametrize(
    ("tool", "sentence"),
    [
        ("horoscope", "“horoscope” is neither a file nor a built-in audit tool"),
        ("bad.yaml", "bad.yaml:1:1: "),
        ("management-oversight", "is not a column of this tool's answers"),
    ],
)
def test_a_wrong_tool_is_told(
    work: Path, capsys: pytest.CaptureFixture[str], tool: str, sentence: str
) -> None:
    (work / "bad.yaml").write_text("[]")
    (work / "a.csv").write_bytes(as_csv([a_row(1)]))
    done = run_here(capsys, "record", "a.csv", "--tool", tool, "--db", "x.audit")
    assert done.code == 1
    assert sentence in done.err
    assert not (work / "x.audit").exists()


def test_a_table_that_names_no_tool_asks_for_one(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "a.csv").write_bytes(as_csv([a_row(1)]))
    done = run_here(capsys, "record", "a.csv", "--db", "x.audit")
    assert (done.code, "does not say which audit tool" in done.err) == (1, True)


def test_a_row_does_not_undo_a_correction_that_is_still_a_draft(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "a.json").write_bytes(as_json([a_row(1)]))
    run_here(capsys, "record", "a.json", "--db", "x.audit")
    uid = recorded_uid("thresholds", "C-001", "auditor-07", "2026-04-02")
    with open_store(work / "x.audit") as store:
        reopen_audit(store, uid, "qa-lead")
    done = run_here(capsys, "record", "a.json", "--db", "x.audit", "--json")
    assert (done.code, done.document["identical"]) == (0, 1)


def test_people_are_told_in_a_sentence(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / "a.json").write_bytes(as_json([a_row(1)]))
    done = run_here(capsys, "record", "a.json", "--db", "x.audit")
    assert done.out == ""
    assert done.err == "1 audit read into x.audit: 1 new, 0 updated, 0 recorded before.\n"


def test_the_example_in_the_documentation_can_be_recorded(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    example = page.partition("## Answers")[2].partition("```json\n")[2].partition("```")[0]
    (work / "a.json").write_text(example, "utf-8")
    done = run_here(capsys, "record", "a.json", "--db", "x.audit", "--json")
    assert (done.code, done.document["new"]) == (0, 1)
