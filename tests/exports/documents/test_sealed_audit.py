"""One sealed audit on paper: every answer of it, what became of it since, safe with any text."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from db.histories import SealedAudit, history_of, sealed_audit
from db.opening import create_store
from db.sealing import complete_audit, reopen_audit, start_audit, void_audit
from db.store import Store
from exports.documents.sealed_audit import sealed_audit_bytes, write_sealed_audit
from exports.figures.reports.single_audit import sealed_content
from forms.audits import Audit, SetAside
from forms.findings import Finding
from forms.tool_files import read_tool
from forms.tools import AuditTool
from tests.db.making import an_audit, mini_tool, ticking_clock
from tests.exports.documents.reading import texts
from tests.exports.documents.test_thematic import HOSTILE

_VISITS = b"""
id: visits
version: "1.0"
title: Visits
look_back_months: 12
themes: [{id: seen, title: Seen}]
sections:
  - id: first
    title: First
    questions:
      - {id: q1, kind: graded, scale: yes_no, label: Was the child seen?, theme: seen}
      - {id: q2, kind: graded, scale: yes_no, label: Seen alone?, relevant: "${q1} = 'yes'"}
  - id: visit
    title: Each visit
    repeat: {each: visit}
    questions:
      - {id: v1, kind: text, label: What was seen?, required: false}
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "own.audit", ticking_clock()) as made:
        yield made


def _sealed(store: Store, audit: Audit, tool: AuditTool | None = None) -> SealedAudit:
    uid = start_audit(store, tool or mini_tool(), audit)
    return sealed_audit(store, complete_audit(store, uid, "auditor-01"))


def _words(sealed: SealedAudit) -> str:
    return " ".join(" ".join(texts(sealed_audit_bytes(sealed))).split())


def test_a_sealed_audit_is_printed_with_every_answer_and_who_sealed_it(store: Store) -> None:
    sealed = _sealed(store, an_audit())
    words = _words(sealed)
    for said in (
        "Audit of case C-0001", "Mini, version 1.0", "North", "child in need", "02/04/2026",
        "Was the child seen? Yes Seen alone in March.", "How well? Good Drawings on file.",
        "In their words Not answered", "Grade: Good", "The drawings show it.", "Time was taken.",
        "auditor-01 on 01/05/2026 at 09:00 UTC", sealed.entry.short,
    ):  # fmt: skip
        assert said in words
    hash_shown = words[words.index("Content hash") :].removeprefix("Content hash ")[:71]
    assert hash_shown.replace(" ", "") == sealed.entry.hash
    assert "superseded" not in words


def test_an_old_version_says_that_it_is_not_how_the_audit_stands_now(store: Store) -> None:
    first = _sealed(store, an_audit())
    uid = str((store.row("SELECT uid FROM record") or ("",))[0])
    reopen_audit(store, uid, "qa-lead")
    complete_audit(store, uid, "qa-lead")
    void_audit(store, uid, "manager", "The wrong child")
    assert "superseded by version 2" in _words(sealed_audit(store, first.entry.hash))
    void = _words(sealed_audit(store, history_of(store, uid)[2].hash))
    assert "This audit is void." in void
    assert "Reason for this version The wrong child" in void


def test_what_a_rule_hid_and_what_was_set_aside_is_told_apart_from_what_was_answered(
    store: Store,
) -> None:
    aside = SetAside(
        answer="yes", evidence="Old words.", label="Asked before?", tool=mini_tool().hash,
        reason="The question was withdrawn.",
    )  # fmt: skip
    audit = an_audit().model_copy(
        update={
            "findings": {
                "q1": Finding(answer="no"),
                "q2": Finding(answer="good", evidence="From before."),
            },
            "set_aside": {"q9": aside},
        }
    )
    words = _words(_sealed(store, audit))
    assert "How well? Not asked; was: Good From before." in words
    for said in ("Answers set aside", "Asked before?", "Old words.", "question was withdrawn"):
        assert said in words


def test_each_instance_of_a_repeat_stands_under_its_own_heading(store: Store) -> None:
    tool = read_tool(_VISITS, "visits.yaml")
    audit = an_audit().model_copy(
        update={
            "findings": {
                "q1": Finding(answer="no"),
                "v1#1": Finding(answer="The garden."),
                "v1#3": Finding(answer="The kitchen."),
            },
            "instances": {"visit": (1, 3)},
            "sections": {"first": "good", "visit": "good"},
            "section_reasons": {"first": "As read.", "visit": "As seen."},
        }
    )
    content = sealed_content(_sealed(store, audit, tool))
    first, visits = content.sections
    assert first.not_asked == 1
    assert [(group.title, group.items[0].answer) for group in visits.groups] == [
        ("Visit 1 of 2", "The garden."),
        ("Visit 2 of 2", "The kitchen."),
    ]


def test_the_same_revision_gives_the_same_bytes(store: Store) -> None:
    sealed = _sealed(store, an_audit())
    assert sealed_audit_bytes(sealed) == sealed_audit_bytes(sealed)


def test_the_properties_of_the_document_name_no_case_and_nobody(store: Store) -> None:
    with pikepdf.open(BytesIO(sealed_audit_bytes(_sealed(store, an_audit("C-CANARY"))))) as pdf:
        told = " ".join(f"{key}={value}" for key, value in pdf.docinfo.items())
    assert "C-CANARY" not in told
    assert "auditor-01" not in told
    assert "Mini, version 1.0" in told


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_any_text_is_printed_without_doing_anything(store: Store, text: str) -> None:
    sealed = _sealed(store, an_audit())
    audit = sealed.audit.model_copy(
        update={
            "case": text,
            "overall_reason": text,
            "strengths": text,
            "attributes": {"team": text, **{f"a{number}": text for number in range(40)}},
            "findings": {
                "q1": Finding.model_construct(answer="yes", evidence=text),
                "q3": Finding.model_construct(answer=text, evidence=text),
            },
        }
    )
    entry = sealed.entry._replace(author=text, reason=text)
    pdf = sealed_audit_bytes(sealed._replace(audit=audit, entry=entry))
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            assert "/Annots" not in page
        assert "/EmbeddedFiles" not in document.Root
    assert texts(pdf)


def test_an_audit_of_many_long_answers_is_printed_whole(store: Store) -> None:
    long = "\n\n".join(f"Paragraph {number}. " + "Words of evidence. " * 9 for number in range(20))
    audit = an_audit().model_copy(update={"strengths": long})
    findings = {**audit.findings, "q3": Finding(answer=long, evidence=long)}
    words = _words(_sealed(store, audit.model_copy(update={"findings": findings})))
    assert words.count("Paragraph 19.") == 3


def test_the_file_appears_whole(store: Store, tmp_path: Path) -> None:
    sealed = _sealed(store, an_audit())
    target = tmp_path / "audit.pdf"
    write_sealed_audit(sealed, target)
    assert target.read_bytes() == sealed_audit_bytes(sealed)
    assert target.stat().st_mode & 0o077 == 0
