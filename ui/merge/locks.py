"""Which files are locked with a passphrase, and the keys of those that were opened."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.cipher import DataKey


class Locks:
    """Kept in memory only, as long as the files are listed."""

    def __init__(self) -> None:
        self._locked: set[Path] = set()
        self._keys: dict[Path, DataKey] = {}

    @property
    def keys(self) -> "dict[Path, DataKey]":
        """The keys there are, by file."""
        return dict(self._keys)

    def note(self, locked: Iterable[Path]) -> None:
        """Remember that these files are locked."""
        self._locked.update(locked)

    def open(self, keys: "dict[Path, DataKey]") -> None:
        """Keep the keys that a passphrase gave."""
        self._keys.update(keys)

    def is_locked(self, path: Path) -> bool:
        """Whether a file is locked and nobody gave its passphrase."""
        return path in self._locked and path not in self._keys

    def forget(self) -> None:
        """Forget every key."""
        self._locked.clear()
        self._keys.clear()
