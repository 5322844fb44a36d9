"""How one database is opened on the threads that work in it; keeps its key, and no passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.cipher import DataKey
    from db.holders import Holder
    from db.keys import Protection
    from db.places import Place
    from db.store import ReadingStore, Store

    Protect = Callable[[], Protection]


class Opening:
    """Opens one database for writing and for reading, each on the thread that asks.

    With a `secret` (a passphrase or a recovery key) the data key is worked out at the first
    opening; the secret is forgotten then. The key lives here and in the open stores only.
    """

    def __init__(self, path: Path, *, secret: str = "", key: DataKey | None = None) -> None:
        self.path = path
        self.key = key
        self.place: Place | None = None
        """What the file lies on; known once it was opened."""
        self.elsewhere: Holder | None = None
        """Who says to work in it at another computer, where locks do not reach there."""
        self.check_later = False
        """Whether whoever opens it to work in has it checked behind the first page."""
        self._secret = secret

    def to_work(self) -> Store:
        """Open to work in. Raises StoreLocked, WrongPassphrase and what `open_store` raises."""
        from db.opening import open_store

        self._unlock()
        return open_store(self.path, key=self.key, check_later=self.check_later)

    def to_read(self) -> ReadingStore:
        """Open to read. Raises StoreLocked, WrongPassphrase and what `open_reading` raises."""
        from db.opening import open_reading

        self._unlock()
        return open_reading(self.path, self.key)

    def _unlock(self) -> None:
        from db.places import place_of

        secret, self._secret = self._secret, ""
        if secret:
            from db.keys import unlock

            self.key = unlock(self.path, secret)
        if self.place is None:
            self.place = place_of(self.path)
            self.elsewhere = _holder_elsewhere(self.path) if self.place.kind == "cloud" else None


class Protecting(Opening):
    """Gives a plain database a passphrase when it is opened; nobody may have it open then."""

    def __init__(self, path: Path, protect: Protect) -> None:
        super().__init__(path)
        self.aside = Path()
        """Where the plain file was moved aside to, once it was."""
        self._protect: Protect | None = protect

    def to_work(self) -> Store:
        """Encrypt the file and open it. Raises what `protect` and `open_store` raise."""
        protect, self._protect = self._protect, None
        if protect is not None:
            from db.keys import unlock
            from db.rekeying import protect as protect_file

            protection = protect()
            self.aside = protect_file(self.path, protection)
            self.key = unlock(self.path, protection.passphrase)
        return super().to_work()


class Renewing(Opening):
    """Writes a database anew under another data key when it is opened; nobody may have it open.

    Where that cannot be done it opens, the next time, as it was.
    """

    def __init__(self, path: Path, key: DataKey, passphrase: str) -> None:
        super().__init__(path, key=key)
        self._passphrase = passphrase

    def to_work(self) -> Store:
        """Write the file anew and open it. Raises what `renew_key` and `open_store` raise."""
        passphrase, self._passphrase = self._passphrase, ""
        if passphrase and self.key is not None:
            from db.rekeying import renew_key

            self.key = renew_key(self.path, self.key, passphrase)
        return super().to_work()


class Making(Opening):
    """Makes a database when it is first opened to work in; plain without `protect`.

    `protect()` is called on the thread that makes it: an organisation's recovery key is a file.
    """

    def __init__(self, path: Path, protect: Protect | None = None) -> None:
        super().__init__(path)
        self._protect = protect
        self._is_made = False

    def to_work(self) -> Store:
        """Make the database and open it. Raises what `create_store` raises."""
        if self._is_made:
            return super().to_work()
        from db.opening import create_store
        from db.places import place_of

        protect, self._protect = self._protect, None
        made = create_store(self.path, protection=protect() if protect else None)
        self._is_made = True
        self.key = made.key
        self.place = place_of(self.path)
        return made


def _holder_elsewhere(path: Path) -> Holder | None:
    """Return who left a note at another computer: a cloud service copies notes, and no locks."""
    from db.holders import read_note

    holder = read_note(path.resolve())
    return holder if holder and not holder.is_here else None
