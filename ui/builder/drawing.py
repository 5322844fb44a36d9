"""The document that the template makes so far: made anew once nothing was edited for a moment."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot

from ui.builder.offers import work_out
from ui.report.making import ReportMaking

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from forms.report_templates import ReportTemplate
    from ui.audits.reads import StoreJobs

_PAUSE = 700  # milliseconds without another edit


class Drawing(ReportMaking):
    """Makes what `template()` asks for; an edit drops what was made of an earlier one."""

    def __init__(
        self,
        jobs: "StoreJobs",
        template: "Callable[[], ReportTemplate | None]",
        today: Callable[[], date],
        parent: "QObject",
    ) -> None:
        super().__init__(jobs, parent, "builder")
        self._template = template
        self._today = today
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.draw)

    def forget(self) -> None:
        """Have no report any more, nor one that is about to be drawn."""
        self._pause.stop()
        super().forget()

    @Slot()
    def soon(self) -> None:
        """Draw it once nothing was edited for a moment."""
        self.forget()
        self._pause.start()

    @Slot()
    def draw(self) -> None:
        """Draw it now."""
        template = self._template()
        if template is not None:
            self.make(partial(work_out, template=template, today=self._today()))
