"""Asking where something cannot be taken back, and doing it: keep, discard, remove, settle."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QWidget

from forms.errors import AuditAppError
from ui.builder import jobs as work
from ui.tools.asking import AskDialog, Field

if TYPE_CHECKING:
    from db.report_templates import TemplateState
    from ui.audits.reads import StoreJobs

_REMOVED = "It stays in the database with your reason, but is listed no more."
_DISCARDED = "It was never saved as a template. What is in it is gone for good."
_BACK = "The template goes back to how it was saved last."
_AUTHOR = Field("author", "&Your name or auditor code", "")


class TemplateActs(QObject):
    """Carries out what is asked for one template, by its id.

    `letting_go(uid)` comes before a draft is thrown away: nothing of it may be saved any more.
    `kept`, `discarded`, `removed` and `settled` carry the id once it is done; a template that is
    `discarded` was kept before, and goes back to that.
    """

    letting_go = Signal(object)
    kept = Signal(object)
    discarded = Signal(object)
    removed = Signal(object)
    settled = Signal(object)
    trouble = Signal(object)

    def __init__(self, jobs: "StoreJobs", page: QWidget, author: Callable[[], str]) -> None:
        super().__init__(page)
        self._jobs = jobs
        self._page = page
        self._author = author

    def ask_to_keep(self, uid: str) -> None:
        """Keep a template; whoever is not known by name is asked."""
        if self._author():
            self._keep(uid, {})
            return
        told = "Whoever opens it later reads who saved it."
        dialog = AskDialog("Save the template", told, "Save", [_AUTHOR], self._page)
        dialog.answered.connect(partial(self._keep, uid))
        dialog.open()

    @Slot(object)
    def ask_to_discard(self, uid: str) -> None:
        """Ask, then throw the working copy of a template away."""
        self._jobs.read(work.load_templates, done=partial(self._ask_about, uid), owner=self)

    @Slot(object)
    def ask_to_remove(self, state: "TemplateState") -> None:
        """Ask why, then make a template void; one that was never kept is thrown away."""
        if state.kept_at is None:
            self._ask(f"Discard “{state.name}”?", _DISCARDED, partial(self._discard, state))
            return
        reason = Field("reason", "&Reason", "", is_long=True)
        fields = [reason] if self._author() else [reason, _AUTHOR]
        title = f"Remove “{state.name}”?"
        dialog = AskDialog(title, _REMOVED, "Remove", fields, self._page, role="danger")
        dialog.answered.connect(partial(self._remove, state.uid))
        dialog.open()

    @Slot(object)
    def settle(self, state: "TemplateState") -> None:
        """Ask what holds where two versions differ."""
        from ui.builder.settling import Settling

        settling = Settling(self._jobs, self._page, author=self._author)
        settling.trouble.connect(self.trouble)
        settling.settled.connect(self.settled)
        settling.ask(state.uid)

    def _ask_about(self, uid: str, templates: work.Templates) -> None:
        state = next((each for each in templates.states if each.uid == uid), None)
        if state is not None:
            told = _BACK if state.kept_at else _DISCARDED
            title = f"Discard the changes to “{state.name}”?"
            self._ask(title, told, partial(self._discard, state))

    def _ask(self, title: str, told: str, then: Callable[[], None]) -> None:
        dialog = AskDialog(title, told, "Discard", [], self._page, role="danger")
        dialog.answered.connect(lambda _: then())
        dialog.open()

    def _keep(self, uid: str, given: dict[str, str]) -> None:
        author = given.get("author") or self._author()
        self._write(partial(work.keep, uid=uid, author=author), self.kept, uid)

    def _discard(self, state: "TemplateState") -> None:
        self.letting_go.emit(state.uid)
        then = self.discarded if state.kept_at else self.removed
        self._write(partial(work.discard, uid=state.uid), then, state.uid)

    def _remove(self, uid: str, given: dict[str, str]) -> None:
        self.letting_go.emit(uid)
        author = given.get("author") or self._author()
        removal = partial(work.remove, uid=uid, author=author, reason=given["reason"])
        self._write(removal, self.removed, uid)

    def _write(self, change: Callable[..., object], then: SignalInstance, uid: str) -> None:
        self._jobs.write(
            change,
            done=lambda _: then.emit(uid),
            failed=self._refuse,
            owner=self,
        )

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, AuditAppError):  # a fault of our own is reported by the jobs
            self.trouble.emit(error)
