"""The properties of a question: what is asked, how it is answered, when, and what hangs on it."""

from pydantic import JsonValue
from PySide6.QtWidgets import QScrollArea

from forms.designing import editing, recoding
from forms.designing.offers import grades_of, offered_answers, parties_of, scale_of
from forms.designing.plain import text_at
from forms.question_fields import fields_of
from ui.designer.choices_editor import ChoicesEditor
from ui.designer.editors import (
    ChoiceEditor,
    CodesEditor,
    DayEditor,
    LineEditor,
    NumberEditor,
    TickEditor,
    WordsEditor,
)
from ui.designer.id_editor import IdEditor
from ui.designer.part_form import PartForm
from ui.designer.rule_cards import RuleCards
from ui.designer.rule_editor import RuleEditor
from ui.designer.scale_editor import ScaleEditor
from ui.designer.words import KINDS, OFFERED
from ui.designer.workshop import Workshop
from ui.theme import Theme

_EVIDENCE = (("optional", "May be written"), ("required", "Must be written"), ("none", "No box"))
_PARTIES = ("agencies", "roles", "standards")


class QuestionForm(PartForm[Workshop]):
    """One page for every kind; only what the kind uses is shown."""

    def __init__(self, workshop: Workshop, theme: Theme, area: QScrollArea) -> None:
        super().__init__(workshop, area)
        self._theme = theme
        self.kind = ChoiceEditor("Kind of question")
        self.theme_choice = ChoiceEditor("Theme")
        self.parties = {name: CodesEditor(name.capitalize()) for name in _PARTIES}
        self.limits = RuleCards("limit", workshop, theme)
        self.escalates = RuleCards("concern", workshop, theme, has_cap=False)
        self.choices = ChoicesEditor(theme)
        self._build_question()
        self._build_answers()
        self._build_help()
        self._build_asking()
        self._build_judging()
        self._build_more()

    def hand_on(self, name: str, value: JsonValue, run: str) -> None:
        """Let the words take the id along, and the kind keep what fits."""
        shop = self.workshop
        if name == "label" and not shop.language:
            fixed = shop.id_is_fixed(shop.path)
            words = editing.set_words(shop.data, shop.path, str(value or ""), id_stays=fixed)
            shop.do(words, f"{shop.path}label{run}")
        elif name == "choices" and not shop.language:
            shop.do(recoding.with_choices(shop.data, shop.path, value))
        elif name == "kind":
            shop.do(editing.set_kind(shop.data, shop.path, str(value), shop.library))
        elif name == "id":
            shop.do(editing.set_id(shop.data, shop.path, str(value or "")))
        else:
            super().hand_on(name, value, run)

    def _build_question(self) -> None:
        self.begin("Question")
        self.add("label", "Question", WordsEditor("Question", "What is asked?"), words=True)
        self.add("kind", "Kind", self.kind)

    def _build_answers(self) -> None:
        self.begin("Answers")
        self.add("scale", "Scale", ScaleEditor("Scale", "scale", self.workshop, self._theme))
        self.add("choices", "Answers, in their order", self.choices)
        self.add(
            "calculation", "Worked out as", self._rule("Worked out as", "It is", is_value=True)
        )
        self.add("minimum", "Least", NumberEditor("Least"))
        self.add("maximum", "Most", NumberEditor("Most"), "Empty: no bound.")
        self.add("whole", "", TickEditor("Whole numbers only", default=False))
        self.add("unit", "Unit", LineEditor("Unit", "such as days", is_short=True), words=True)
        self.add("earliest", "Earliest day", DayEditor("Earliest day"))
        self.add("latest", "Latest day", DayEditor("Latest day"), "A date, or the word today.")
        self.add("max_length", "Most characters", NumberEditor("Most characters", "4000"))
        self.add("was", "Kind in the other form program", LineEditor("Kind elsewhere"))
        self.add("required", "", TickEditor("Must be answered", default=True))
        self.add("not_applicable", "", TickEditor("“Not applicable” is offered", default=False))
        self.add("not_evidenced", "", TickEditor("“Not evidenced” is offered", default=True))
        evidence = ChoiceEditor("Evidence")
        evidence.offer(_EVIDENCE, "optional")
        self.add("evidence", "Box for evidence", evidence)

    def _build_help(self) -> None:
        self.begin("Help for the auditor")
        self.add(
            "guidance",
            "What good looks like",
            WordsEditor(
                "What good looks like", "What tips the answer one way or the other", lines=3
            ),
            "Shown when the auditor asks for it.",
            words=True,
        )
        self.add(
            "hint",
            "Line under the question",
            WordsEditor("Line under the question"),
            "Always shown; keep it to one sentence.",
            words=True,
        )

    def _build_asking(self) -> None:
        self.begin("When it is asked")
        self.add(
            "relevant",
            "Asked only while",
            self._rule("Asked only while", "Asked while", empty="Always"),
            "Empty: always asked.",
        )
        self.add("agencies", "Only for these agencies", self.parties["agencies"], "None: all.")
        self.add("roles", "Only for these roles", self.parties["roles"], "None: all.")

    def _build_judging(self) -> None:
        self.begin("Scoring and limits")
        self.add("theme", "Theme", self.theme_choice, "The heading it is reported under.")
        self.add("standards", "Standards it refers to", self.parties["standards"])
        self.add(
            "weight",
            "Weight",
            NumberEditor("Weight", "1"),
            "2 counts twice in the suggested grade, 0 not at all.",
        )
        self.add(
            "limits", "Limits on the suggested grade", self.limits, "An answer that caps the grade."
        )
        self.add(
            "escalates",
            "Safeguarding concerns",
            self.escalates,
            "An answer after which somebody must be told now.",
        )

    def _build_more(self) -> None:
        self.begin("Checks and more")
        self.add(
            "constraint",
            "The answer is right while",
            self._rule("The answer is right while", "Right while"),
            "Write . for the answer itself, such as . >= ${received_on}",
        )
        self.add(
            "constraint_message",
            "What is said when it is not",
            LineEditor("What is said when the answer is not right"),
            words=True,
        )
        self.add(
            "required_when",
            "Must be answered only while",
            self._rule("Must be answered only while", "Must be answered while"),
        )
        self.add(
            "required_message",
            "What is said when it is missing",
            LineEditor("What is said when the answer is missing"),
            words=True,
        )
        self.add(
            "choice_filter",
            "Which answers are offered",
            RuleEditor(
                "Which answers are offered",
                "Offered while",
                self.workshop,
                self._theme,
                is_value=True,
                options=True,
            ),
        )
        self.add("default", "A new audit begins with", LineEditor("A new audit begins with"))
        self.add("read_only", "", TickEditor("The auditor cannot change it", default=False))
        self.add(
            "id",
            "Permanent name",
            IdEditor("Permanent name", self.workshop),
            "Rules and figures know the question by it. Once the tool is published it stays for "
            "ever, so that figures over the years speak of the same question.",
        )

    def _rule(self, name: str, verb: str, *, empty: str = "", is_value: bool = False) -> RuleEditor:
        return RuleEditor(name, verb, self.workshop, self._theme, empty=empty, is_value=is_value)

    def refresh(self) -> None:
        """Show the chosen part as it is now."""
        shop, part = self.workshop, self.workshop.part
        kind = text_at(part, ("kind",))
        self.kind.offer((k, words[0]) for k, words in KINDS.items() if k in (*OFFERED, kind))
        for name, editor in self.parties.items():
            editor.offer(parties_of(shop.data, name))
        none = ("", "None")
        self.theme_choice.offer([none, *parties_of(shop.data, "themes")])
        self.choices.speak(shop.language)
        self.choices.fix(shop.published.answers.get(text_at(part, ("id",)), frozenset()))
        answers = offered_answers(part, scale_of(shop.data, part, shop.library))
        caps = grades_of(shop.data, shop.library)
        self.limits.offer(answers, caps)
        self.escalates.offer(answers, [])
        self.show_part(fields_of(kind) - self._idle())

    def _idle(self) -> set[str]:
        """Return the properties that there is no use for: the tool has none of what they name.

        A calculation that only proposes an answer is rare; it is shown where there is one.
        """
        part, data = self.workshop.part, self.workshop.data
        idle = {name for name in _PARTIES if not parties_of(data, name)}
        if not parties_of(data, "themes"):
            idle.add("theme")
        if part.get("kind") != "calculated" and not part.get("calculation"):
            idle.add("calculation")
        return idle
