"""The properties of a section or a nested section."""

from pydantic import JsonValue
from PySide6.QtWidgets import QScrollArea

from forms.designing import editing
from forms.designing.offers import parties_of
from forms.designing.outline import level_of
from ui.designer.editors import CodesEditor, LineEditor, NumberEditor, TickEditor, WordsEditor
from ui.designer.id_editor import IdEditor
from ui.designer.part_form import PartForm
from ui.designer.rule_editor import RuleEditor
from ui.designer.workshop import Workshop
from ui.theme import Theme

_EVERY = frozenset({"title", "guidance", "relevant", "repeat", "id"})
_REPEAT = ("repeat.each", "repeat.minimum", "repeat.maximum", "repeat.count")


class SectionForm(PartForm[Workshop]):
    """Title, guidance, when it is asked, and whether it is answered once for each of something."""

    def __init__(self, workshop: Workshop, theme: Theme, area: QScrollArea) -> None:
        super().__init__(workshop, area)
        self._theme = theme
        self.parties = {name: CodesEditor(name.capitalize()) for name in ("agencies", "roles")}
        self._build_section()
        self._build_asking()

    def hand_on(self, name: str, value: JsonValue, run: str) -> None:
        """Let the title take the id along; a repeat begins with what it must have."""
        shop = self.workshop
        if name == "title" and not shop.language:
            fixed = shop.id_is_fixed(shop.path)
            words = editing.set_words(shop.data, shop.path, str(value or ""), id_stays=fixed)
            shop.do(words, f"{shop.path}title{run}")
        elif name == "id":
            shop.do(editing.set_id(shop.data, shop.path, str(value or "")))
        elif name == "repeat":
            shop.put(("repeat",), {"each": "visit"} if value else None)
        else:
            super().hand_on(name, value, run)

    def _build_section(self) -> None:
        self.begin("Section")
        self.add("title", "Title", LineEditor("Title", "What the section is about"), words=True)
        self.add(
            "guidance",
            "What good looks like",
            WordsEditor("What good looks like", lines=4),
            "Shown when the auditor asks for it, above the questions.",
            words=True,
        )
        self.add("graded", "", TickEditor("The section ends in a grade of its own", default=True))

    def _build_asking(self) -> None:
        self.begin("When it is asked")
        self.add(
            "relevant",
            "Asked only while",
            RuleEditor(
                "Asked only while", "Asked while", self.workshop, self._theme, empty="Always"
            ),
            "Empty: always. Otherwise everything in the section is hidden too.",
        )
        self.add("agencies", "Only for these agencies", self.parties["agencies"], "None: all.")
        self.add("roles", "Only for these roles", self.parties["roles"], "None: all.")
        self.add(
            "repeat",
            "",
            TickEditor("Answered once for each of something", default=False),
            "For each visit, each plan, each brother or sister.",
        )
        self.add("repeat.each", "For each", LineEditor("For each", "such as visit"), words=True)
        self.add("repeat.minimum", "At least", NumberEditor("At least how many", "1"))
        self.add("repeat.maximum", "At most", NumberEditor("At most how many", "20"))
        self.add(
            "repeat.count",
            "How many is worked out as",
            RuleEditor(
                "How many is worked out as", "There are", self.workshop, self._theme, is_value=True
            ),
            "Empty: the auditor adds and removes them.",
        )
        self.add(
            "id",
            "Permanent name",
            IdEditor("Permanent name", self.workshop),
            "Rules and figures know the section by it. Once published it stays for ever.",
        )

    def refresh(self) -> None:
        """Show the chosen part as it is now."""
        shop = self.workshop
        used = set(_EVERY)
        if level_of(shop.path) == "section":
            used.add("graded")
        if shop.part.get("repeat"):
            used.update(_REPEAT)
        for name, editor in self.parties.items():
            offered = parties_of(shop.data, name)
            editor.offer(offered)
            if offered:
                used.add(name)
        self.show_part(used)
