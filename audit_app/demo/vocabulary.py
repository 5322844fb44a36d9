"""The words of the demo: sentences by topic and tone, slots, reasons; read from resources."""

from collections.abc import Mapping
from functools import cached_property
from importlib import resources
from typing import Literal, TypeVar

from pydantic import BaseModel

from forms.errors import ProblemsFound
from forms.source import read_source
from forms.tools import AuditTool, Question
from forms.wording import Strict

Lines = tuple[str, ...]
Tone = Literal["good", "partly", "weak"]

_Model = TypeVar("_Model", bound=BaseModel)

_EVIDENCE = ("evidence_child", "evidence_front_door", "evidence_oversight")

GENERAL = "general"
"""The topic of what is said about any work."""


class Topic(Strict):
    """What is written about one subject, by tone; `better` are areas for improvement."""

    id: str
    words: Lines = ()
    """Beginnings of words that mark a question as being about this subject."""
    infants: str | None = None
    """The topic that stands in for this one while the child is too young to speak."""
    good: Lines
    partly: Lines
    weak: Lines
    better: Lines

    def lines(self, tone: Tone) -> Lines:
        """Return the sentences of one tone."""
        return {"good": self.good, "partly": self.partly, "weak": self.weak}[tone]


class _Topics(Strict):
    topics: tuple[Topic, ...]


class Words(Strict):
    """Slots and the sentences that belong to no topic."""

    slots: dict[str, Lines]
    tails: dict[Tone, Lines]
    missing: Lines
    not_applicable: Lines
    facts: Lines
    texts: dict[Tone, Lines]
    strengths: Lines
    improvements: Lines
    overall_reasons: dict[Literal["best", "good", "weak", "worst"], Lines]
    section_differs: dict[Literal["better", "worse"], Lines]
    overall_differs: dict[Literal["better", "worse", "against_limit"], Lines]
    corrections: dict[Literal["better", "worse", "added"], Lines]


class Vocabulary(Strict):
    """Everything an invented auditor can say."""

    words: Words
    topics: tuple[Topic, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Topic]:
        """Every topic by its id."""
        return {topic.id: topic for topic in self.topics}

    def topics_of(self, tool: AuditTool) -> dict[str, Topic]:
        """Return question id → the topic its id, label and theme speak of most."""
        themes = {theme.id: theme.title for theme in tool.themes}
        return {
            question.id: self._best(question, themes.get(question.theme or "", ""))
            for question in tool.questions.values()
        }

    def _best(self, question: Question, theme: str) -> Topic:
        about, label = f"{question.theme} {theme}".lower(), question.label.lower()
        scores = {
            topic.id: 3 * any(_begins(word, about) for word in topic.words)
            + sum(
                4 * _begins(word, question.id)
                + 2 * question.id.startswith(word)
                + 2 * _begins(word, label)
                for word in topic.words
            )
            for topic in self.topics
        }
        best = max(scores, key=lambda name: scores[name])
        return self.by_id[best if scores[best] else GENERAL]


def _begins(beginning: str, text: str) -> bool:
    """Return whether a word of the text begins like this; ids join words by underscores."""
    at = text.find(beginning)
    while at > 0 and text[at - 1].isalpha():
        at = text.find(beginning, at + 1)
    return at >= 0


def read_vocabulary() -> Vocabulary:
    """Read the words of the demo."""
    topics = tuple(
        topic for name in _EVIDENCE for topic in read_demo_file(f"{name}.yaml", _Topics).topics
    )
    return Vocabulary(words=read_demo_file("words.yaml", Words), topics=topics)


def read_demo_file(name: str, model: type[_Model]) -> _Model:
    """Read one of the demo's own files. Raises ProblemsFound where it is not well formed."""
    content = resources.files("resources").joinpath("demo", name).read_bytes()
    source = read_source(content, name)
    if source.problems:
        raise ProblemsFound(source.problems)
    return model.model_validate(source.data)
