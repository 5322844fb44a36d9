"""What leaves the page: the chart as a picture, the table for a spreadsheet, either as a file."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.explore.reads import save_bytes, table_bytes, table_text
from ui.file_dialogs import ask_to_save
from ui.widgets.pictures import png_bytes

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs
    from ui.explore.shown import Shown

_SUFFIXES = {"Picture (*.png)": "png", "Drawing (*.svg)": "svg", "Table (*.csv)": "csv"}


class TakingOut(QObject):
    """Copies and saves what is shown; `announced` says what was done."""

    announced = Signal(str)

    def __init__(
        self, jobs: "StoreJobs", page: QWidget, *, folder: Path, today: Callable[[], date]
    ) -> None:
        super().__init__(page)
        self._jobs = jobs
        self._page = page
        self._folder = folder
        self._today = today

    def copy_picture(self, image: QImage) -> None:
        """Put the chart on the clipboard."""
        QGuiApplication.clipboard().setImage(image)
        self.announced.emit("The chart is on the clipboard.")

    def copy_table(self, shown: "Shown") -> None:
        """Put the table on the clipboard, as spreadsheets and documents paste it."""
        QGuiApplication.clipboard().setText(table_text(shown.crossing))
        self.announced.emit("The table is on the clipboard.")

    def ask_save(self, shown: "Shown", image: QImage) -> QFileDialog:
        """Ask where the picture or the table shall go, then write it there."""
        return ask_to_save(
            self._page,
            "Save what is shown",
            self._folder / f"Explore {self._today():%Y-%m-%d}",
            lambda chosen: self.save(shown, image, Path(chosen)),
            _SUFFIXES,
        )

    def save(self, shown: "Shown", image: QImage, target: Path) -> None:
        """Write what the name of the file asks for, whole or not at all."""
        self._folder = target.parent
        match target.suffix.lower():
            case ".csv":
                data = table_bytes(shown.crossing)
            case ".svg":
                data = shown.picture.svg
            case _:
                data = png_bytes(image)
        run = self._jobs.read if self._jobs.read_only else self._jobs.write
        run(
            partial(save_bytes, data=data, target=target),
            done=lambda _: self.announced.emit(f"Saved as “{target.name}”."),
            label="Saving …",
            owner=self,
        )
