"""Handing over from the window: asked for, written beside it, told."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from forms.errors import AuditAppError
from ui.file_dialogs import ask_to_save
from ui.handing_over import jobs as work

if TYPE_CHECKING:
    from db.handing_over import HandedOver
    from db.listing import FilterChoices
    from ui.audits.reads import StoreJobs
    from ui.handing_over.jobs import Wanted
    from ui.icons import Icons

SUFFIX = "handover"


class HandOverActs(QObject):
    """Asks what goes and where, has it written, and shows what went.

    `author()` gives whoever works here, `folder()` where files are offered to go; `announced`
    carries a sentence about what was done.
    """

    announced = Signal(str)

    def __init__(
        self,
        jobs: "StoreJobs",
        icons: "Icons",
        parent: QWidget,
        *,
        author: Callable[[], str],
        folder: Callable[[], Path],
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._icons = icons
        self._parent = parent
        self._author = author
        self._folder = folder
        self._today = today

    @Slot()
    def ask(self) -> None:
        """Ask what is to be handed over; everything that was typed must be saved by now."""
        self._jobs.read(work.choices, done=self._open_dialog, key="handing_over", owner=self)

    def _open_dialog(self, offered: "FilterChoices") -> None:
        from ui.handing_over.dialog import HandOverDialog

        dialog = HandOverDialog(
            offered, self._jobs, self._parent, author=self._author(), today=self._today
        )
        dialog.chosen.connect(self._ask_where)
        dialog.open()

    @Slot(object)
    def _ask_where(self, wanted: "Wanted") -> None:
        ask_to_save(
            self._parent,
            "Hand over as",
            self._folder() / proposed_name(wanted.author, self._today()),
            lambda chosen: self.hand_over(wanted, Path(chosen)),
            {f"Hand-overs (*.{SUFFIX})": SUFFIX},
            replaces=False,
        )

    def hand_over(self, wanted: "Wanted", target: Path) -> None:
        """Write the file, whole or not at all; then say what went."""
        self._jobs.read(
            partial(work.write, wanted=wanted, target=target),
            done=partial(self._on_written, wanted, target),
            failed=partial(self._on_failed, wanted),
            label="Handing over …",
            owner=self,
        )

    def _on_failed(self, wanted: "Wanted", error: BaseException) -> None:
        """Say why it was not written, and ask for another place: all else is known already."""
        if isinstance(error, AuditAppError):  # a fault of our own is reported by the jobs
            self._ask_where(wanted)
            self._jobs.trouble.emit(error)

    def _on_written(self, wanted: "Wanted", target: Path, made: "HandedOver") -> None:
        from ui.handing_over.card import HandedOverCard

        if not self._jobs.read_only:
            self._jobs.write(partial(work.remember, made=made), done=lambda _: None, owner=self)
        self.announced.emit(f"Handed over as “{target.name}”.")
        card = HandedOverCard(target, made.manifest, wanted.passphrase, self._icons, self._parent)
        card.open()


def proposed_name(author: str, day: date) -> str:
    """Return a file name that tells hand-overs of twenty people apart in one folder."""
    by = "".join(letter for letter in author if letter.isalnum() or letter in " -_.").strip(" .")
    return " ".join(part for part in ("Hand-over", by, f"{day:%Y-%m-%d}") if part) + f".{SUFFIX}"
