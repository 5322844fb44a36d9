"""The pages that stand in for all others: no database open, one locked, one to be made."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from ui.desk import AUDITS
from ui.memory import WindowMemory
from ui.panes import focus_first
from ui.theme import Theme
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.start_page import StartPage
    from ui.unlocking.banner import Banner
    from ui.unlocking.new_page import NewPage
    from ui.unlocking.unlock_page import UnlockPage

START, UNLOCK, NEW = "start", "unlock", "new"


class FrontPages(QObject):
    """Shows them, and passes on what is wanted there; where a person was before is kept.

    Each is made when it is first shown: most days none is.

    `make_requested` carries a `NewDatabase`, `unlock_requested` the path and a passphrase or
    recovery key.
    """

    retry_requested = Signal()
    read_requested = Signal()
    restore_requested = Signal()
    salvage_requested = Signal()
    own_requested = Signal()
    open_requested = Signal()
    new_requested = Signal()
    make_requested = Signal(object)
    unlock_requested = Signal(object, str)
    work_requested = Signal()
    copy_requested = Signal()
    keep_requested = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, memory: WindowMemory) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._theme = theme
        self._memory = memory
        self._before = ""
        self._banner: Banner | None = None
        self._unlock_page: UnlockPage | None = None
        workspace.add_page(START, "Start", "database", self._built_start_page, under=AUDITS)
        workspace.add_page(UNLOCK, "Unlock", "lock", self._built_unlock_page, under=AUDITS)
        workspace.add_page(NEW, "New database", "database", self._built_new_page, under=AUDITS)

    @property
    def start_page(self) -> "StartPage":
        """The page that says why no database is open."""
        from ui.start_page import StartPage

        page = self._workspace.page(START)
        assert isinstance(page, StartPage)  # noqa: S101 -- built below
        return page

    @property
    def banner(self) -> "Banner":
        """The strip above the pages."""
        self._banner = self._banner or self._built_banner()
        return self._banner

    @property
    def unlock_page(self) -> "UnlockPage":
        """The page that asks for a passphrase."""
        from ui.unlocking.unlock_page import UnlockPage

        page = self._workspace.page(UNLOCK)
        assert isinstance(page, UnlockPage)  # noqa: S101 -- built below
        return page

    @property
    def new_page(self) -> "NewPage":
        """The page that makes a database."""
        from ui.unlocking.new_page import NewPage

        page = self._workspace.page(NEW)
        assert isinstance(page, NewPage)  # noqa: S101 -- built below
        return page

    @property
    def page_left(self) -> str:
        """The page in view, or the one that was before one of these; "" before the first."""
        here = self._workspace.page_id
        return self._before if here in (START, UNLOCK, NEW) else here

    def explain(
        self,
        sentence: str,
        *,
        name: str,
        is_own: bool,
        can_read: bool,
        can_restore: bool,
        can_salvage: bool,
        can_go_back: bool,
    ) -> None:
        """Say why a database is not open, and offer every way on."""
        self.start_page.explain(
            sentence,
            name=name,
            is_own=is_own,
            can_read=can_read,
            can_restore=can_restore,
            can_salvage=can_salvage,
            can_go_back=can_go_back,
        )
        self._show(START)

    def show_start(self) -> None:
        """Show again why a database is not open."""
        self._show(START)

    def ask_passphrase(self, path: Path, why: str, *, locked: bool, can_go_back: bool) -> None:
        """Ask for the passphrase of a database."""
        self.unlock_page.ask(path, why, locked=locked, can_go_back=can_go_back)
        self._show(UNLOCK)

    def forget_tries(self) -> None:
        """Let no wrong passphrase be spoken of any more: a database was opened."""
        if self._unlock_page is not None:
            self._unlock_page.forget_tries()

    def ask_to_make(
        self, path: Path, *, is_first: bool, can_go_back: bool, is_recoverable: bool
    ) -> None:
        """Ask how a new database shall be protected."""
        self.new_page.ask(
            path, is_first=is_first, can_go_back=can_go_back, is_recoverable=is_recoverable
        )
        self._show(NEW)

    def show_banner(self, read_only: str, warning: str) -> None:
        """Say above every page why nothing can be changed, or what is unsafe; "" for nothing."""
        if read_only:
            self.banner.tell_read_only(read_only)
        elif warning or self._banner is not None:
            self.banner.warn(warning)

    def show_unsaved(self, why: str) -> None:
        """Say above every page why the last changes are not saved; "" once they are."""
        if why or self._banner is not None:
            self.banner.tell_unsaved(why)

    def focus(self) -> None:
        """Put the focus where the page in view wants it, if it is one of these."""
        page = self._workspace.page_id
        if page in (START, UNLOCK, NEW):
            focus_first(self._workspace.page(page))

    @Slot()
    def go_back(self) -> None:
        """Show what was in view before."""
        self._workspace.show_page(self._before or AUDITS)

    def _show(self, page_id: str) -> None:
        """Leave the place as it was remembered: the same database may open in a moment."""
        self._before = self.page_left
        place = self._memory.place
        remembered = place.page
        self._workspace.show_page(page_id)
        place.page = remembered
        QTimer.singleShot(0, self, self.focus)  # at a first start nothing is laid out before

    def _built_banner(self) -> "Banner":
        from ui.unlocking.banner import Banner

        banner = Banner(self._theme.icons)
        banner.retry_requested.connect(self.work_requested)
        banner.copy_requested.connect(self.copy_requested)
        banner.keep_requested.connect(self.keep_requested)
        self._workspace.add_banner(banner)
        return banner

    def _built_start_page(self) -> QWidget:
        from ui.start_page import StartPage

        page = StartPage(self._theme.icons)
        page.retry_requested.connect(self.retry_requested)
        page.read_requested.connect(self.read_requested)
        page.restore_requested.connect(self.restore_requested)
        page.salvage_requested.connect(self.salvage_requested)
        page.own_requested.connect(self.own_requested)
        page.open_requested.connect(self.open_requested)
        page.new_requested.connect(self.new_requested)
        page.back_requested.connect(self.go_back)
        return page

    def _built_unlock_page(self) -> QWidget:
        from ui.unlocking.unlock_page import UnlockPage

        page = self._unlock_page = UnlockPage(self._theme.icons)
        page.unlock_requested.connect(lambda secret: self.unlock_requested.emit(page.path, secret))
        page.open_requested.connect(self.open_requested)
        page.back_requested.connect(self.go_back)
        return page

    def _built_new_page(self) -> QWidget:
        from ui.unlocking.new_page import NewPage

        page = NewPage(self._theme.icons)
        page.make_requested.connect(self.make_requested)
        page.place_requested.connect(self.new_requested)
        page.open_requested.connect(self.open_requested)
        page.back_requested.connect(self.go_back)
        return page
