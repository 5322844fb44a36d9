"""One report on the bench: its parts, the properties of one, and the preview beside them."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance, Slot
from PySide6.QtGui import QDesktopServices, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.audit_form.save_light import SaveLight
from ui.builder.bench import ReportBench
from ui.builder.canvas import Canvas
from ui.builder.drawing import Drawing
from ui.builder.header import BuilderHeader
from ui.builder.offers import each_team
from ui.builder.parts_list import PartsList
from ui.builder.properties import BuilderProperties
from ui.designer.divided import Divided
from ui.memory import WindowMemory
from ui.panes import mark_pane
from ui.report.batches import Batches
from ui.report.giving import Giving
from ui.report.handing_over import HandingOver, OpenUrl
from ui.theme import GRID, Theme
from ui.widgets.commands import PageCommands

if TYPE_CHECKING:
    from forms.audits import Fields
    from ui.audits.reads import StoreJobs
    from ui.builder.offers import Offers

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_ROOM_FOR_ALL = GRID * 130  # pixels at ordinary text size
_SHARES = (20, 37, 43)  # percent of the width: parts, properties, preview


class ComposingView(QWidget):
    """Makes one report out of parts.

    `edited(uid, field, value)` after each change; never while a report is being opened. The
    other requests carry the template's id. `offers_wanted(tool)` asks what there is to choose
    from for an audit tool, `view_wanted(is_new)` which view a part shall show.
    """

    edited = Signal(object, object, object)
    keep_requested = Signal(object)
    discard_requested = Signal(object)
    closed = Signal(object)
    offers_wanted = Signal(str)
    view_wanted = Signal(bool)
    announced = Signal(str)
    trouble = Signal(object)

    def __init__(
        self,
        jobs: "StoreJobs",
        theme: Theme,
        memory: WindowMemory,
        *,
        private_folder: Path,
        folder: Path,
        today: Callable[[], date] = date.today,
        open_url: OpenUrl = QDesktopServices.openUrl,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._theme, self._memory = theme, memory
        self._today = today
        self._uid = ""
        self._tool = ""
        self._is_draft = False
        self._is_narrow: bool | None = None
        self.bench = ReportBench()
        self.drawing = Drawing(jobs, lambda: self.bench.template, today, self)
        self.handing = HandingOver(
            jobs, self, private=private_folder, folder=folder, open_url=open_url
        )
        self.giving = Giving(
            jobs, self, self.drawing, self.handing, file_name=self._file_name, title=self._name
        )
        self.batches = Batches(jobs, self)
        self._build()
        self._connect_signals()

    @property
    def uid(self) -> str:
        """The template that is open, "" before the first."""
        return self._uid

    def open_template(self, uid: str, fields: "Fields", *, is_draft: bool) -> None:
        """Show a template; edits of one that is kept begin a working copy."""
        self.flush()
        self._lay(uid, fields, is_draft=is_draft)
        self.drawing.draw()
        self.parts.enter()

    @Slot()
    def forget(self) -> None:
        """Keep nothing of a template whose database is not open any more."""
        self._lay("", {"parts": []}, is_draft=False)

    def _lay(self, uid: str, fields: "Fields", *, is_draft: bool) -> None:
        """Put a template on the bench, and nothing beside it that is another's."""
        self._uid, self._tool = uid, ""
        self._is_draft = is_draft
        self.drawing.forget()
        self._forget()
        self.canvas.clear()
        self._save_light.reset()
        self.bench.open(fields)

    def mark_draft(self, *, is_draft: bool) -> None:
        """Say whether there is a working copy: something to keep, or to discard."""
        self._is_draft = is_draft
        self._show_head()

    def offer(self, offers: "Offers") -> None:
        """Offer what there is to choose from, if it is still that tool's."""
        template = self.bench.template
        if template is not None and offers.tool == template.tool:
            self.properties.offer(offers)

    @Slot()
    def flush(self) -> None:
        """Hand on at once whatever was typed."""
        self.bench.settling.emit()

    @Slot(object)
    def show_saved(self, at: datetime) -> None:
        """Say that all that was handed on so far is committed."""
        self._save_light.confirm(at)

    @Slot(str)
    def show_not_saved(self, reason: str) -> None:
        """Say that the last save failed, and why, in a few words."""
        self._save_light.fail(reason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Hand on what was typed before another page comes into view."""
        self.flush()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the preview where there is room for it; in less it is a button away."""
        super().resizeEvent(event)
        self._fit()

    def _build(self) -> None:
        commands = PageCommands(self, self._theme.icons, "Building a report")
        self.header = BuilderHeader(self._theme, commands)
        self._save_light = SaveLight(self.header.save_state)
        self.splitter = Divided("builder", self._memory)
        self.inner = Divided("builder.bench", self._memory, self.splitter)
        self.parts = PartsList(self.bench, self._theme)
        self.properties = BuilderProperties(self.bench, self._theme, self._today)
        self.inner.addWidget(self.parts)
        self.inner.addWidget(self.properties)
        self.canvas = Canvas(self._jobs, self._theme, self.drawing, self.splitter)
        mark_pane(self.header, "Report")
        mark_pane(self.parts, "Parts")
        mark_pane(self.properties, "Properties")
        mark_pane(self.canvas, "Preview")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.splitter, 1)

    def _connect_signals(self) -> None:
        bench, header, giving = self.bench, self.header, self.giving
        bench.changed.connect(self._on_changed)
        bench.edited.connect(self._on_edited)
        bench.pending_changed.connect(self._save_light.set_pending)
        self.parts.view_wanted.connect(lambda: self.view_wanted.emit(True))
        self.properties.view_wanted.connect(lambda: self.view_wanted.emit(False))
        self.properties.cover.logo.trouble.connect(self.trouble)
        self.canvas.drawn.connect(self._on_drawn)
        header.undo.triggered.connect(bench.undo)
        header.redo.triggered.connect(bench.redo)
        header.back.triggered.connect(lambda: self._ask(self.closed))
        header.keep.triggered.connect(lambda: self._ask(self.keep_requested))
        header.discard.triggered.connect(lambda: self._ask(self.discard_requested))
        header.show_preview.toggled.connect(self._show_preview)
        header.save_pdf.triggered.connect(giving.save)
        header.protect.triggered.connect(giving.save_protected)
        header.save_page.triggered.connect(giving.save_page)
        header.print.triggered.connect(giving.print)
        header.open.triggered.connect(giving.open)
        header.each_team.triggered.connect(self._ask_for_each_team)
        for part in (self.handing, self.batches):
            part.announced.connect(self.announced)
        self._theme.changed.connect(self._fit)

    def _ask(self, request: SignalInstance) -> None:
        self.flush()
        request.emit(self._uid)

    @Slot()
    def _on_changed(self) -> None:
        template = self.bench.template
        if self._uid and template is not None and template.tool != self._tool:
            self._tool = template.tool
            self.offers_wanted.emit(template.tool)
        self.header.show_steps(self.bench.undo_name, self.bench.redo_name)
        self._show_head()

    def _show_head(self) -> None:
        template, faults = self.bench.template, self.bench.faults
        if template is None:
            return
        about = "Published" if template.profile == "published" else "Internal"
        parts = len(template.parts)
        told = f"{about}  ·  {parts} {'part' if parts == 1 else 'parts'}"
        fault = faults[0].sentence if faults else ""
        named = str(self.bench.data.get("name") or "")
        about = f"{told}  ·  {fault}" if fault else told
        self.header.show_report(named, about, is_draft=self._is_draft)
        self.header.show_fault(fault)

    @Slot(object, object)
    def _on_edited(self, field: str, value: object) -> None:
        self._save_light.hand_on()
        self.edited.emit(self._uid, field, value)
        self.drawing.soon()
        self._forget()

    def _forget(self) -> None:
        """Hand nothing on that does not fit the template any more."""
        self.header.offer_document(there=False, as_page=False)

    @Slot()
    def _on_drawn(self) -> None:
        report = self.drawing.report
        as_page = report is not None and report.draw_page is not None
        self.header.offer_document(there=True, as_page=as_page)

    def _name(self) -> str:
        return self.bench.template.name if self.bench.template else "Report"

    def _file_name(self, ending: str) -> str:
        """Propose a name for a file; it never holds a case reference."""
        template = self.bench.template
        published = template is not None and template.profile == "published"
        parts = (self._name(), "published" if published else "", f"{self._today():%Y-%m-%d}")
        plain = _NOT_IN_NAMES.sub("-", " ".join(part for part in parts if part))
        return f"{plain[:1].upper()}{plain[1:]}.{ending}"

    @Slot()
    def _fit(self) -> None:
        is_narrow = self.width() < _ROOM_FOR_ALL * self._theme.text_percent // 100
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.header.show_preview.setChecked(not is_narrow)
            self._show_preview(not is_narrow)

    @Slot(bool)
    def _show_preview(self, is_shown: bool) -> None:
        """Show the preview beside the properties, or in their place where room is short."""
        self.canvas.setVisible(is_shown)
        self.properties.setVisible(not (is_shown and self._is_narrow))
        if is_shown and not self._is_narrow:
            parts, properties, preview = (self.width() * share // 100 for share in _SHARES)
            self.splitter.share(parts + properties, preview)
            self.inner.share(parts, properties)

    @Slot()
    def _ask_for_each_team(self) -> None:
        self.flush()
        if self.bench.template is not None:
            each = partial(each_team, template=self.bench.template, today=self._today())
            self.batches.ask(each, self.handing.folder)
