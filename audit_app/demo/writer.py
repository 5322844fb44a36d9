"""Writes as an auditor would: picks a sentence that was not used yet and fills its slots."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from audit_app.demo.service import Case
from audit_app.demo.vocabulary import GENERAL, Lines, Tone, Topic, Vocabulary

_SLOT = re.compile(r"\{(\w+)\}")
_TAILED = 0.45
_DAYS_BACK = 200
_SPEAKS = 3
"""The age from which a child may be quoted."""
_TRIES = 6


class Writer:
    """One auditor writing about one case on a day; repeats no sentence in an audit if it can."""

    def __init__(self, vocabulary: Vocabulary, case: Case, on: date, rng: Random) -> None:
        self.words = vocabulary.words
        self._topics = vocabulary.by_id
        self._case = case
        self._on = on
        self.rng = rng
        self._used: set[str] = set()

    @property
    def general(self) -> Topic:
        """The topic of what is said about any work."""
        return self._topics[GENERAL]

    def evidence(self, topic: Topic, tone: Tone) -> str:
        """Write what was found about a topic: a sentence, sometimes with a second."""
        found = self.line(self.fitting(topic).lines(tone))
        if self.rng.random() < _TAILED:
            found = f"{found} {self.line(self.words.tails[tone])}"
        return found

    def fitting(self, topic: Topic) -> Topic:
        """Return the topic, or the one that stands in for it while a child cannot speak."""
        if topic.infants and self._case.age < _SPEAKS:
            return self._topics[topic.infants]
        return topic

    def line(self, lines: Lines, more: Mapping[str, str] | None = None) -> str:
        """Pick one of several sentences and fill its slots; `more` holds slots of the moment."""
        for _ in range(_TRIES):
            chosen = self.rng.choice(lines)
            if chosen not in self._used:
                break
        self._used.add(chosen)
        return self._filled(chosen, more or {})

    def _filled(self, sentence: str, more: Mapping[str, str]) -> str:
        def fill(match: re.Match[str]) -> str:
            name = match[1]
            word = more.get(name.lower()) or self.rng.choice(self._slot(name.lower()))
            return word[0].upper() + word[1:] if name[0].isupper() else word

        text = _SLOT.sub(fill, sentence)
        return text[0].upper() + text[1:]

    def _slot(self, name: str) -> Sequence[str]:
        if name == "child":
            return (_child(self._case.age),)
        if name == "day":
            return (_said(self._on - timedelta(days=self.rng.randint(1, _DAYS_BACK))),)
        if name == "agency":
            name = "agency_young" if self._case.age < 5 else "agency_older"
        return self.words.slots[name]


def _child(age: int) -> str:
    if age < 1:
        return "the baby"
    return "the child" if age < 13 else "the young person"


def _said(day: date) -> str:
    return f"{day:%d/%m/%Y}"
