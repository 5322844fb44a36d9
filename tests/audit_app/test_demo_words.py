"""The words of invented audits: varied, fitting, and never a name."""

import re
from collections import Counter
from datetime import date

import pytest

from audit_app.demo.building import DEMO_TOOLS
from audit_app.demo.inventing import invent_audits
from audit_app.demo.service import invent_service
from audit_app.demo.streams import stream
from audit_app.demo.vocabulary import Vocabulary, read_vocabulary
from audit_app.demo.writer import Writer
from forms.audits import Audit
from forms.tool_files import builtin_tool

END = date(2026, 9, 30)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return read_vocabulary()


@pytest.fixture(scope="module")
def audits() -> list[Audit]:
    service = invent_service(5, 4)
    return [
        each.audit
        for tool_id in DEMO_TOOLS
        for each in invent_audits(service, builtin_tool(tool_id), 60, 5, END)
    ]


def every_word(audits: list[Audit]) -> list[str]:
    texts = []
    for audit in audits:
        texts += [audit.overall_reason, audit.strengths, audit.improvements]
        texts += audit.section_reasons.values()
        texts += [finding.evidence for finding in audit.findings.values()]
    return [text for text in texts if text]


@pytest.mark.parametrize("tone", ["good", "partly", "weak"])
def test_each_tone_has_at_least_150_different_sentences(vocabulary: Vocabulary, tone: str) -> None:
    lines = [line for topic in vocabulary.topics for line in getattr(topic, tone)]

    assert len(set(lines)) >= 150
    assert len(set(lines)) == len(lines)


def test_topics_that_stand_in_for_others_exist(vocabulary: Vocabulary) -> None:
    standing_in = {topic.infants for topic in vocabulary.topics if topic.infants}

    assert standing_in <= vocabulary.by_id.keys()


def test_every_sentence_can_be_written_for_any_age(vocabulary: Vocabulary) -> None:
    service = invent_service(1, 1)
    by_age = {service.case(number).age: service.case(number) for number in range(300)}
    assert {-1, 0, 5, 17} <= by_age.keys()
    for age in (-1, 0, 5, 17):
        writer = Writer(vocabulary, by_age[age], END, stream("any"))
        for topic in vocabulary.topics:
            for line in (*topic.good, *topic.partly, *topic.weak, *topic.better):
                written = writer.line((line,))
                assert not re.search(r"[{}]", written)
                assert written[0].isupper() or not written[0].isalpha()


def test_evidence_hardly_repeats(audits: list[Audit]) -> None:
    evidence = [f.evidence for audit in audits for f in audit.findings.values() if f.evidence]
    counted = Counter(evidence)

    assert len(counted) > len(evidence) * 0.5
    assert counted.most_common(1)[0][1] < len(evidence) * 0.02


def test_no_sentence_stands_twice_in_one_audit(audits: list[Audit]) -> None:
    twice = 0
    for audit in audits:
        texts = [found.evidence for found in audit.findings.values() if found.evidence]
        twice += len(texts) != len(set(texts))
    assert twice <= len(audits) * 0.05


def test_slots_are_filled_and_words_are_whole(audits: list[Audit]) -> None:
    for text in every_word(audits):
        assert "{" not in text
        assert "  " not in text
        assert text == text.strip()


def test_evidence_names_nobody(audits: list[Audit]) -> None:
    """A capital letter inside a sentence belongs to a month, a heading or an abbreviation."""
    known = {
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December", "GP", "I", "Mother"),
    }
    for text in every_word(audits):
        unquoted = re.sub(r"“[^”]*”", "", text)
        inside = re.findall(r"(?<=[a-z,;] )[A-Z]\w*", unquoted)
        assert set(inside) <= known, inside


def test_the_evidence_of_a_good_answer_is_not_that_of_a_weak_one(vocabulary: Vocabulary) -> None:
    tool = builtin_tool("childs-voice")
    service = invent_service(3, 2)
    good = {line for topic in vocabulary.topics for line in topic.good if "{" not in line}
    weak = {line for topic in vocabulary.topics for line in topic.weak if "{" not in line}
    found: Counter[str] = Counter()
    for each in invent_audits(service, tool, 40, 3, END):
        for name, finding in each.audit.findings.items():
            scale = tool.scale_of(tool.questions[name])
            if scale and finding.answer in scale.codes:
                tone = "good" if finding.answer in scale.good_codes else "poor"
                found[f"{tone} in good"] += any(line in finding.evidence for line in good)
                found[f"{tone} in weak"] += any(line in finding.evidence for line in weak)
    assert found["good in good"] > 5
    assert found["poor in weak"] > 5
    assert found["good in weak"] == 0
    assert found["poor in good"] == 0
