"""The keys of an encrypted database: one random data key, wrapped for everybody who may open it.

The wrapped keys travel inside the file itself, so that a copy of it is never without them: they
stand in the text of the view `key_envelope`, on the first page, which is not encrypted and holds
nothing but the schema. No key guards that page, so the envelope carries a proof of its own.
"""

from __future__ import annotations

import hmac
import json
import os
from base64 import urlsafe_b64decode
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from pydantic import Field

from db.cipher import ENVELOPE, DataKey, first_pages
from db.troubles import StoreCorrupt, StoreTrouble
from db.wrapping import (
    Half,
    PassphraseSlot,
    RecoverySlot,
    Salt,
    as_text,
    unwrap_by,
    unwrap_under,
    wrap_for,
    wrap_under,
)
from forms.wording import Strict

if TYPE_CHECKING:
    from sqlite3 import Connection

MEMORY_KIB, PASSES = 128 * 1024, 4
"""Cost of one guess with Argon2id: 0.5 s of one core's work (RFC 9106 asks for 64 MiB, 3)."""
MOST_RECOVERY_KEYS = 4
"""The schema and all wrapped keys must fit on the first page."""
RECOVERY_PREFIX = "CFA-RECOVERY-"
_WRONG = (
    "This is not the passphrase of “{}”. Check Caps Lock and the keyboard's language, then try "
    "again. Nothing is lost by trying."
)
_NOT_RECOVERY = (
    "This recovery key does not open “{}”. Check every letter and number, then try again: nothing "
    "is lost by trying. A database that was made before your organisation had a recovery key opens "
    "with its passphrase only."
)

ENVELOPE_TEXT = "SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = 'key_envelope'"
"""Gives the text that `envelope_in` reads."""
_MOST_COPIES, _MOST_ENVELOPES = 16, 3
"""How many different copies of the wrapped keys are read, and how many tried: the file's own, and
what a crash left beside it."""
_PAD = "-" * 96  # the last bytes of the page are encrypted, and may be the end of this text
_NO_PROOF = bytes(32)


class WrongPassphrase(StoreTrouble):
    """Neither a passphrase nor a recovery key of this database."""


class Protection(NamedTuple):
    """How a new database is protected: by a passphrase, and by recovery keys' public halves."""

    passphrase: str
    recovery: tuple[bytes, ...] = ()

    def __repr__(self) -> str:
        """Show nothing: passphrases belong in no log and no error report."""
        return "Protection(…)"


class Envelope(Strict):
    """Every way to the data key of one file: its passphrase, and recovery keys."""

    salt: Salt
    passphrase: PassphraseSlot
    recovery: Annotated[tuple[RecoverySlot, ...], Field(max_length=MOST_RECOVERY_KEYS)] = ()
    proof: Half = _NO_PROOF
    """HMAC-SHA256 of the rest by the data key: only who could open the file wrote it."""

    @property
    def sql(self) -> str:
        """The statement that puts the envelope into a file."""
        content = json.dumps(self.model_dump(mode="json"), separators=(",", ":")).encode()
        text = f"CFA-KEYS-1:{as_text(content)}."
        return f"CREATE VIEW key_envelope AS SELECT '{text}' AS envelope /*{_PAD}*/"

    def proven(self, key: DataKey) -> Envelope:
        """Return the envelope with its proof."""
        return self.model_copy(update={"proof": self._proof(key)})

    def is_proven(self, key: DataKey) -> bool:
        """Return whether nothing of the envelope was altered by somebody without the data key."""
        return hmac.compare_digest(self.proof, self._proof(key))

    def _proof(self, key: DataKey) -> bytes:
        rest = self.model_dump_json(exclude={"proof"}).encode()
        return hmac.digest(key.raw, b"key envelope" + rest, "sha256")


def seal(key: DataKey, protection: Protection) -> Envelope:
    """Wrap a data key for a passphrase and for each recovery key; takes as long as one guess.

    Raises StoreTrouble where there are too many recovery keys.
    """
    passphrase = wrap_under(protection.passphrase, key, MEMORY_KIB, PASSES)
    recovery = seal_for_recovery(key, protection.recovery)
    return Envelope(salt=key.salt, passphrase=passphrase, recovery=recovery).proven(key)


def seal_for_recovery(key: DataKey, publics: Iterable[bytes]) -> tuple[RecoverySlot, ...]:
    """Wrap a data key for recovery keys. Raises StoreTrouble where there are too many of them."""
    slots = tuple(wrap_for(public, key) for public in dict.fromkeys(publics))
    if len(slots) > MOST_RECOVERY_KEYS:
        raise StoreTrouble(f"A database can have {MOST_RECOVERY_KEYS} recovery keys, and no more.")
    return slots


def new_data_key() -> DataKey:
    """Return a new random data key."""
    return DataKey(os.urandom(32), os.urandom(16))


def open_envelope(envelope: Envelope, secret: str, name: str) -> DataKey:
    """Return the data key, by passphrase or recovery key; takes as long as one guess.

    Raises WrongPassphrase where the secret opens no slot of the file the user knows as `name`.
    """
    private = _private_of(secret)
    slots = envelope.recovery if private else ()
    by_recovery = (unwrap_by(private or b"", slot, envelope.salt) for slot in slots)
    raw = next((raw for raw in by_recovery if raw), None)
    raw = raw or unwrap_under(secret, envelope.passphrase, envelope.salt)
    if raw is None:
        raise WrongPassphrase((_NOT_RECOVERY if _is_recovery(secret) else _WRONG).format(name))
    return DataKey(raw, envelope.salt)


def unlock(path: Path, secret: str) -> DataKey | None:
    """Return the data key of a file, or nothing where the file is not encrypted.

    After a crash while the passphrase was changed, the old one and the new one may both open it.
    Raises WrongPassphrase where the secret does not, StoreCorrupt where the wrapped keys are
    damaged.
    """
    wrong = None
    for envelope in _envelopes(path, path.name):
        try:
            return open_envelope(envelope, secret, path.name)
        except WrongPassphrase as error:
            wrong = error
    if wrong:
        raise wrong
    return None


def read_envelope(path: Path, name: str | None = None) -> Envelope | None:
    """Return the wrapped keys of a file, without opening it; nothing where it has none.

    Raises StoreTrouble where the file cannot be read, StoreCorrupt where what it holds is no
    envelope.
    """
    return next(iter(_envelopes(path, name or path.name)), None)


def stored_envelope(connection: Connection) -> Envelope | None:
    """Return the wrapped keys that are in force in an open file; nothing where they are damaged."""
    row = connection.execute(ENVELOPE_TEXT).fetchone()
    return envelope_in(str(row[0])) if row else None


def envelope_in(text: str) -> Envelope | None:
    """Return the wrapped keys that a view's text holds; nothing where they are damaged."""
    mark = ENVELOPE.search(text.encode())
    return _read(mark[1]) if mark else None


def new_recovery_key() -> tuple[str, bytes]:
    """Return a new recovery key, as text to be kept in a safe, and its public half (32 bytes)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    private = X25519PrivateKey.generate()
    digits = private.private_bytes_raw().hex().upper()
    groups = (digits[start : start + 8] for start in range(0, len(digits), 8))
    return RECOVERY_PREFIX + "-".join(groups), private.public_key().public_bytes_raw()


def _envelopes(path: Path, name: str) -> list[Envelope]:
    """Return the different wrapped keys that a file and what a crash left beside it hold.

    The file's own come first; all of them lead to the same data key.
    """
    found: dict[bytes, Envelope | None] = {}
    for mark in (mark[1] for page in first_pages(path) for mark in ENVELOPE.finditer(page)):
        if mark not in found:
            found[mark] = _read(mark)
        if len(found) == _MOST_COPIES:  # only a crafted log holds so many
            break
    read = [envelope for envelope in found.values() if envelope]
    if found and not read:
        raise StoreCorrupt(f"“{name}” is damaged: its wrapped keys cannot be read.")
    return read[:_MOST_ENVELOPES]


def _read(mark: bytes) -> Envelope | None:
    try:
        return Envelope.model_validate_json(urlsafe_b64decode(mark))
    except ValueError:  # pydantic's and the decoder's are ValueErrors
        return None


def _is_recovery(secret: str) -> bool:
    return "".join(secret.split()).upper().startswith(RECOVERY_PREFIX)


def _private_of(secret: str) -> bytes | None:
    """Return the secret half that a text is, as people type it off a sheet of paper."""
    text = "".join(secret.split()).upper()
    if not text.startswith(RECOVERY_PREFIX):
        return None
    try:
        private = bytes.fromhex(text.removeprefix(RECOVERY_PREFIX).replace("-", ""))
    except ValueError:
        return None
    return private if len(private) == 32 else None
