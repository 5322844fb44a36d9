"""Answer files as people would write them: JSON, CSV, and workbooks packed by hand."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import pytest

from forms.answer_files import AnswerFile, read_answers
from forms.errors import AuditAppError, ProblemsFound
from forms.tools import AuditTool
from tests.forms.samples import TODAY, visits

TOOL = visits()


def find(tool_id: str, version: str | None) -> AuditTool:
    if tool_id != TOOL.id or version not in (None, TOOL.version):
        raise AuditAppError(f"no audit tool “{tool_id}” of version {version}")
    return TOOL


def read(content: str | bytes, file: str = "a.json", *, tool: str | None = None) -> AnswerFile:
    raw = content if isinstance(content, bytes) else content.encode()
    return read_answers(raw, file, find, TODAY, tool=tool)


def problems(content: str | bytes, file: str = "a.json", *, tool: str | None = None) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        read(content, file, tool=tool)
    return [str(problem) for problem in caught.value.problems]


def an_audit(case: str = "C-0001", **changes: Any) -> dict[str, Any]:
    return {
        "case": case,
        "auditor": "auditor-07",
        "audited_on": "2026-04-02",
        "attributes": {"team": "North"},
        "findings": {
            "seen_alone": {"answer": "yes", "evidence": "Seen in March."},
            "methods": {"answer": ["talk", "play"]},
            "days": {"answer": 4},
            "seen_on": {"answer": "2026-03-01"},
            "standard": {"answer": "3"},
        },
        "sections": {"visiting": "good"},
        "overall": "good",
        "overall_reason": "Steady work.",
        **changes,
    }


def document(*audits: Any, **changes: Any) -> str:
    whole = {"tool": "visits", "version": "1.0", "audits": list(audits), **changes}
    return json.dumps(whole, indent=1)


def place_of(text: str, part: str) -> str:
    """Return `line:column` of the one place where a part of a text stands."""
    assert text.count(part) == 1
    before = text[: text.index(part)]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DATE_STYLE = 1
EPOCH = 25_569  # 1 January 1970 as Excel counts days


def a_cell(value: object) -> str:
    """Return one cell as Excel writes it; a `tuple` is a raw (attributes, content) pair."""
    if isinstance(value, tuple):
        return f"<c {value[0]}>{value[1]}</c>"
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def a_date(serial: float) -> tuple[str, str]:
    return f's="{DATE_STYLE}"', f"<v>{serial}</v>"


def a_sheet(rows: Sequence[Sequence[object]]) -> str:
    inner = "".join(f"<row>{''.join(map(a_cell, row))}</row>" for row in rows)
    return f'<worksheet xmlns="{MAIN}"><sheetData>{inner}</sheetData></worksheet>'


def workbook(sheets: Mapping[str, str], **parts: bytes | str) -> bytes:
    """Pack sheets (name → XML) as a workbook; `parts` are added or replaced as they are."""
    numbered = list(enumerate(sheets, start=1))
    listed = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="r{i}"/>' for i, n in numbered)
    related = "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i, _ in numbered
    )
    everything: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="w" Type="{OFFICE}/'
        'officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{related}'
        f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14"/></cellXfs></styleSheet>',
        **{f"xl/worksheets/sheet{i}.xml": sheets[name] for i, name in numbered},
        **parts,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in everything.items():
            archive.writestr(name, content)
    return packed.getvalue()


def table(*rows: Sequence[object]) -> bytes:
    return workbook({"Answers": a_sheet(rows)})
