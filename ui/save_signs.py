"""Says whether the work is safe: above the page in view, unless the page says so itself."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from ui.saving import DraftSaver

if TYPE_CHECKING:
    from ui.audit_form import AuditPage
    from ui.workspace import Workspace


class SaveSigns(QObject):
    """Carries what the saver says to where the person looks.

    `own_signs` are the ids of the pages that say themselves how saving goes.
    """

    def __init__(
        self, workspace: "Workspace", saver: DraftSaver, own_signs: Collection[str]
    ) -> None:
        super().__init__(saver)
        self._own_signs = own_signs
        self._workspace = workspace
        self._saver = saver
        self._form: AuditPage | None = None
        saver.saved.connect(self._on_saved)
        saver.not_saved.connect(self.show)
        workspace.page_shown.connect(self._show_above_pages)

    def adopt_form(self, form: "AuditPage") -> None:
        """Take the form page in once it is built."""
        self._form = form
        self._saver.saving.connect(form.show_saving)

    @Slot()
    def show(self) -> None:
        """Say again what could not be saved, if anything could not."""
        self._show_above_pages()
        if self._form is not None and self._saver.trouble:
            self._form.show_not_saved(self._saver.trouble)

    @Slot(object)
    def _on_saved(self, at: datetime) -> None:
        self._show_above_pages()
        if self._form is not None:
            self._form.show_saved(at)

    @Slot()
    def _show_above_pages(self) -> None:
        state = self._workspace.save_state
        if self._saver.trouble and self._workspace.page_id not in self._own_signs:
            state.not_saved(self._saver.trouble)
        else:
            state.clear()
