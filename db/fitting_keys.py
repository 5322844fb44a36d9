"""Which of several data keys a file needs: a backup may be older than a passphrase or a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.cipher import is_encrypted
from db.troubles import StoreTrouble

if TYPE_CHECKING:
    from pathlib import Path

    from db.cipher import DataKey


def fitting_key(path: Path, *keys: DataKey | None) -> DataKey | None:
    """Return the key that opens a file, None for a plain one.

    Where none of them does, or the file cannot tell any more, the first one there is. Raises
    StoreTrouble where the file cannot be read.
    """
    if not is_encrypted(path):
        return None
    given = [key for key in keys if key]
    return next((key for key in given if fits(path, key)), given[0] if given else None)


def fits(path: Path, key: DataKey) -> bool:
    """Return whether a file bears the salt that came with a key, or can tell of none any more."""
    from db.keys import read_envelope  # only encrypted files need what it loads

    try:
        envelope = read_envelope(path)
    except StoreTrouble:
        return True
    return envelope is None or envelope.salt == key.salt
