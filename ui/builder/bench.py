"""The report template on the bench: as typed, saved by fields, read as far as it goes."""

from typing import TYPE_CHECKING

from pydantic import JsonValue
from PySide6.QtCore import Signal

from ui.builder.words import property_name
from ui.designer.bench import Bench

if TYPE_CHECKING:
    from forms.audits import Fields
    from forms.report_templates import ReportTemplate
    from forms.template_drafts import TemplateFault


class ReportBench(Bench):
    """The one way to change a template.

    `edited(field, value)` for each field that is another now, sound or not; None is an empty
    one. `template` is what was typed as far as it can be read, and `faults` say what stops it
    from being kept.
    """

    edited = Signal(object, object)

    def __init__(self) -> None:
        from forms.composing import nearest_part

        super().__init__(nearest_part, property_name)
        self._handed_on: dict[str, JsonValue] = {}
        self.template: ReportTemplate | None = None
        self.faults: tuple[TemplateFault, ...] = ()

    def open(self, fields: "Fields") -> None:
        """Put another template on the bench; nothing of it counts as edited."""
        from forms.composing import plain_fields

        self._handed_on = dict(fields)
        self._read()
        self.lay(plain_fields(fields))

    def note_change(self) -> None:
        """Hand on what is another now."""
        from forms.composing import changed_fields, flat_fields

        before, self._handed_on = self._handed_on, flat_fields(self.data)
        self._read()
        for field, value in changed_fields(before, self._handed_on).items():
            self.edited.emit(field, value)

    def _read(self) -> None:
        from forms.template_drafts import drafted_template

        self.template, self.faults = drafted_template(self._handed_on)
