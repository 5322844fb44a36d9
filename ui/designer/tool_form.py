"""The properties of the tool itself: what it is for, how it is graded, what its parts may name."""

from pydantic import JsonValue
from PySide6.QtWidgets import QScrollArea

from forms.designing import editing, recoding
from forms.designing.offers import USUAL_GRADES, grades_of
from forms.designing.placeholders import NEW_LISTED
from ui.designer.cuts_editor import CutsEditor
from ui.designer.editors import LineEditor, NumberEditor, WordsEditor
from ui.designer.id_editor import IdEditor
from ui.designer.part_form import PartForm
from ui.designer.rows_editor import RowsEditor
from ui.designer.rows_model import Column
from ui.designer.rule_cards import RuleCards
from ui.designer.scale_editor import ScaleEditor
from ui.designer.workshop import Workshop
from ui.theme import Theme

_TITLED = (Column("title", "Title", is_words=True, share=1), Column("id", "Name"))
_STANDARDS = (*_TITLED, Column("reference", "Where it is written", share=1))
_LANGUAGES = (Column("title", "Language", share=1), Column("code", "Code, such as en or cy"))
_LISTS: dict[str, tuple[str, str, str]] = {
    "themes": ("Themes", "theme", "Headings under which a report gathers questions."),
    "standards": ("Standards", "standard", "Duties and policies that questions refer to."),
    "agencies": ("Agencies", "agency", "When several agencies each audit the same child."),
    "roles": ("Roles", "role", "When some parts are only for the work of some staff."),
}


class ToolForm(PartForm[Workshop]):
    """The page that is shown while the top line of the outline is chosen."""

    def __init__(self, workshop: Workshop, theme: Theme, area: QScrollArea) -> None:
        super().__init__(workshop, area)
        self._theme = theme
        self.limits = RuleCards("limit", workshop, theme, has_answers=False)
        self.lists = {
            name: RowsEditor(
                caption,
                _STANDARDS if name == "standards" else _TITLED,
                theme,
                what=what,
                code="id",
                new={"title": NEW_LISTED[name]},
            )
            for name, (caption, what, _) in _LISTS.items()
        }
        self._build_tool()
        self._build_grading()
        self._build_parts()

    def hand_on(self, name: str, value: JsonValue, run: str) -> None:
        """Let the title take the tool's name in the file along while it is new."""
        shop = self.workshop
        if name == "title" and not shop.language:
            changed = editing.set_tool_title(
                shop.data, str(value or ""), id_stays=bool(shop.published.ids)
            )
            shop.do(changed, f"title{run}")
        elif name in self.lists and not shop.language:
            shop.do(recoding.with_list(shop.data, name, value))
        elif name == "languages" and isinstance(value, list) and len(value) == 1:
            english: JsonValue = {"code": "en", "title": "English"}
            super().hand_on(name, [english, *value], run)
        else:
            super().hand_on(name, value, run)

    def _build_tool(self) -> None:
        self.begin("Audit tool")
        self.add("title", "Title", LineEditor("Title", "What the audit is called"), words=True)
        self.add(
            "purpose",
            "Purpose",
            WordsEditor(
                "Purpose", "What it tests, which cases to sample, how long it takes", lines=3
            ),
            words=True,
        )
        self.add("version", "Version", LineEditor("Version", "1.0", is_short=True))
        self.add(
            "look_back_months",
            "Look-back period in months",
            NumberEditor("Look-back period in months", "12"),
            "How far back in the file the auditor reads.",
        )
        self.add(
            "credit",
            "Credit",
            WordsEditor("Credit", "Whose tool it is based on", lines=1),
            words=True,
        )
        self.add(
            "id",
            "Name in files",
            IdEditor("Name in files", self.workshop, "-"),
            "Such as childs-voice. It stays the same in every version.",
        )

    def _build_grading(self) -> None:
        self.begin("Grades")
        self.add(
            "grade_scale",
            "Scale of the section grades and the overall grade",
            ScaleEditor(
                "Scale of the grades",
                "grade_scale",
                self.workshop,
                self._theme,
                default=USUAL_GRADES,
            ),
        )
        self.add(
            "grade_guidance",
            "How to grade",
            WordsEditor("How to grade", lines=3),
            "What each grade means for this subject.",
            words=True,
        )
        self.add(
            "suggestion.cuts",
            "Suggested grades begin at",
            CutsEditor(),
            "Shares of the possible points in percent, best grade first, such as 90, 70, 45.",
        )
        self.add(
            "limits",
            "Limits over several answers",
            self.limits,
            "A rule that caps the suggested grade.",
        )

    def _build_parts(self) -> None:
        self.begin("Lists that questions name")
        for name, (caption, _, help_text) in _LISTS.items():
            self.add(name, caption, self.lists[name], help_text)
        self.begin("Languages")
        languages = RowsEditor(
            "Languages",
            _LANGUAGES,
            self._theme,
            what="language",
            new={"title": "Cymraeg", "code": "cy"},
            code="",
        )
        self.add(
            "languages",
            "Languages it is written in",
            languages,
            "The first is the one the plain words are in; none means English. Choose above in "
            "which language you are writing.",
        )

    def refresh(self) -> None:
        """Show the chosen part as it is now."""
        shop = self.workshop
        self.limits.offer([], grades_of(shop.data, shop.library))
        for name, editor in self.lists.items():
            editor.speak(shop.language)
            editor.fix(shop.published.listed.get(name, frozenset()))
        self.show_part()
