"""Makes the pictures in docs/: every page in light and dark, in two sizes, and a PDF's pages.

`xvfb-run -a -s "-screen 0 1920x1080x24" uv run python -m tests.pictures`. The data are the
demo's, so the same pictures come out again.
"""

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from audit_app.demo.building import build_demo
from audit_app.paths import Paths
from audit_app.program import Program
from audit_app.settings import Settings
from db.keys import Protection
from db.listing import AuditFilter, list_audits
from db.opening import create_store, open_reading, open_store
from db.report_templates import draft_template
from db.settling import conflicts
from db.tool_drafts import start_tool_draft
from forms.designing.plain import Path as Line
from forms.report_templates import ReportTemplate
from forms.tool_files import builtin_tool
from forms.versions.redrafting import draft_of_amendment
from ui.audits.page import AuditsPage
from ui.audits.words import called
from ui.backups.desk import BACKUPS
from ui.designer import DesignerPage
from ui.desk import AUDITS, BUILDER, DESIGNER, EXPLORE, FORM, REPORT, SETTLE, TOOLS
from ui.front_pages import UNLOCK
from ui.history.dialog import HistoryDialog
from ui.job_board import Job
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.merge.page import MergePage
from ui.settling.page import SettlePage
from ui.tools.page import ToolsPage

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs

DOCS = Path(__file__).parent.parent / "docs"
QUESTION: Line = ("sections", 0, "questions", 1)
SIZES = ((1366, 768), (1920, 1080))
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_TEMPLATE = ReportTemplate(
    name="Board, quarterly",
    tool="thresholds",
    period="all",
    introduction="The board asked how well thresholds are applied at the front door.",
)
STEP, SETTLED, PATIENCE = 50, 500, 30_000  # milliseconds


class Studio:
    """A program with its window at one size and in one scheme, to be photographed."""

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        scheme: Literal["light", "dark"],
        size: tuple[int, int],
    ) -> None:
        settings = Settings(auditor_code="auditor-01")
        settings.window.scheme = scheme
        self._name = f"{scheme}-{size[0]}x{size[1]}"
        self._backups = folder / "data" / "backups"
        self._busy = 0
        self.window = MainWindow(settings.window)
        self.window.resize(*size)
        self.window.show()
        writer, reader = ThreadPoolExecutor(1), ThreadPoolExecutor(1)
        jobs: StoreJobs = Jobs(writer, reader)
        jobs.started.connect(self._on_started)
        jobs.ended.connect(self._on_ended)
        paths = Paths(folder / "settings.json", folder / "data", folder / "logs")
        self.program = Program(
            app,
            self.window,
            jobs,
            paths,
            settings,
            backups=(ThreadPoolExecutor(1), ThreadPoolExecutor(1)),
        )
        self.program.backup_keeper.jobs.started.connect(self._on_started)
        self.program.backup_keeper.jobs.ended.connect(self._on_ended)

    def open(self, database: Path) -> None:
        self.program.start(database)
        self._wait_until(lambda: self.program.workspace.page_id == AUDITS)

    def show(self, page: str) -> None:
        self.program.workspace.show_page(page)
        self._wait_until(lambda: self.program.workspace.page_id == page)

    def open_audit(self, uid: str) -> None:
        self.program.desk.open_audit(uid)
        self._wait_until(lambda: self.program.workspace.page_id == FORM)

    def mark_tool(self, tool_hash: str) -> None:
        page = self.program.workspace.page(TOOLS)
        assert isinstance(page, ToolsPage)
        self._wait_until(lambda: bool(page.entries))
        page.table.mark(tool_hash)

    def design(self, uid: str) -> None:
        self.program.desks.tool_desk.edit(uid)
        self._wait_until(lambda: self.program.workspace.page_id == DESIGNER)
        page = self.program.workspace.page(DESIGNER)
        assert isinstance(page, DesignerPage)
        page.workshop.choose(QUESTION)
        self._wait_until(lambda: True)

    def look_into(self, files: Sequence[Path]) -> None:
        """Look into received files on the merge page, up to the point where they can be merged."""
        self.show("merge")
        page = self.program.workspace.page("merge")
        assert isinstance(page, MergePage)
        page.work.add(files)
        self._wait_until(lambda: page.work.phase == "ready")

    def settle(self, uid: str) -> None:
        self.show(SETTLE)
        page = self.program.workspace.page(SETTLE)
        assert isinstance(page, SettlePage)
        page.open_conflict(uid)
        self._wait_until(page.board.isVisible)

    def show_backups(self) -> None:
        """Make one, and show what it would bring back."""
        self.program.backup_keeper.after_merge()
        self._wait_until(lambda: any(self._backups.rglob("*.audit")))
        self.program.workspace.backups_requested.emit()
        self._wait_until(lambda: self.program.workspace.page_id == BACKUPS)

    def build_report(self, uid: str) -> None:
        """Put a template on the bench, and wait for its document."""
        desk = self.program.desks.report_desk
        desk.open(uid)
        self._wait_until(lambda: self.program.workspace.page_id == BUILDER)
        self._wait_until(desk.page.composing.header.save_pdf.isEnabled)

    def show_history(self, uid: str) -> HistoryDialog:
        page = self.program.workspace.page(AUDITS)
        assert isinstance(page, AuditsPage)
        model = page.table.audits_model
        row = model.audit(model.place_of(uid))
        page.history_requested.emit(uid, called(row) if row else "")
        self._wait_until(lambda: bool(self.window.findChildren(HistoryDialog)))
        return self.window.findChildren(HistoryDialog)[0]

    def lock(self, database: Path) -> None:
        """Ask for the passphrase of a protected database."""
        self.program.start(database)
        self._wait_until(lambda: self.program.workspace.page_id == UNLOCK)

    def take(self, page: str, widget: QWidget | None = None) -> None:
        target = DOCS / "screens" / f"{page}-{self._name}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        (widget or self.window).grab().save(str(target))

    def close(self) -> None:
        self.program.stop()
        self.window.close()

    def _wait_until(self, shown: Callable[[], bool]) -> None:
        """Wait until the page is there, nothing is under way, and the picture has settled."""
        quiet = waited = 0
        while quiet < SETTLED:
            if waited > PATIENCE:
                raise TimeoutError("the page did not come")
            loop = QEventLoop()  # which lets other threads work, as QTest.qWait does not
            QTimer.singleShot(STEP, loop.quit)
            loop.exec()
            waited += STEP
            quiet = quiet + STEP if shown() and not self._busy else 0

    def _on_started(self, _job: Job) -> None:
        self._busy += 1

    def _on_ended(self, _job: Job) -> None:
        self._busy -= 1


def photograph(app: QApplication, merged: Path, own: Path, received: Path, folder: Path) -> None:
    """Take every page in both schemes and sizes: a lead's pages, and an auditor's form."""
    with open_reading(own) as store:
        draft = list_audits(store, AuditFilter(status="draft"))[0]
    tool = builtin_tool("childs-voice")
    with open_store(merged) as store:
        amendment = start_tool_draft(store, draft_of_amendment(tool), "lead")
        conflict = conflicts(store)[0].uid
        template = draft_template(store, _TEMPLATE, "lead")
    protected = folder / "protected.audit"
    create_store(protected, protection=Protection("four slow blue lanterns")).close()
    for scheme in SCHEMES:
        for size in SIZES:
            studio = Studio(app, folder, scheme, size)
            studio.open(merged)
            _lead(studio, tool.hash, amendment, conflict, template)
            studio.close()
            studio = Studio(app, folder, scheme, size)
            studio.open(own)
            studio.open_audit(draft.uid)
            studio.take("audit")
            studio.look_into([received])
            studio.take("merge")
            studio.close()
            studio = Studio(app, folder, scheme, size)
            studio.lock(protected)
            studio.take("unlock")
            studio.close()


def _lead(studio: Studio, tool: str, amendment: str, conflict: str, template: str) -> None:
    """Take the pages of whoever collects the work of others."""
    studio.take("audits")
    history = studio.show_history(conflict)
    studio.take("history", history)
    history.close()
    studio.show(REPORT)
    studio.take("report")
    studio.show(EXPLORE)
    studio.take("explore")
    studio.build_report(template)
    studio.take("report-builder")
    studio.settle(conflict)
    studio.take("conflict")
    studio.show_backups()
    studio.take("backups")
    studio.show(TOOLS)
    studio.mark_tool(tool)
    studio.take("tools")
    studio.design(amendment)
    studio.take("designer")


def print_pages(report: Path) -> None:
    """Render every page of a PDF."""
    import pypdfium2

    folder = DOCS / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    document = pypdfium2.PdfDocument(report)
    for number in range(len(document)):
        picture = document[number].render(scale=1.0).to_pil()
        picture.quantize(128).save(folder / f"{report.stem}-{number + 1:02d}.png", optimize=True)
    document.close()


def main() -> None:
    app = QApplication(sys.argv[:1])
    with TemporaryDirectory() as name:
        folder = Path(name)
        demo = build_demo(folder / "demo", 240, 6, 1, lambda _done, _total, _label: None)
        photograph(app, demo.merged, demo.databases[0], demo.databases[1], folder)
        print_pages(next(path for path in demo.reports if "thresholds" in path.name))


if __name__ == "__main__":
    main()
