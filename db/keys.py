"""The keys of an encrypted database: one random data key, wrapped for everybody who may open it.

The wrapped keys travel inside the file itself, so that a copy of it is never without them: they
stand in the text of the view `key_envelope`, on the first page, which is not encrypted and holds
nothing but the schema. Each way in (a passphrase, an organisation's recovery key) is a slot.
"""

from __future__ import annotations

import json
import os
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator, Field, PlainSerializer, ValidationError

from db.cipher import ENVELOPE, DataKey, first_pages
from db.troubles import StoreCorrupt, StoreTrouble
from forms.wording import Strict

MEMORY_KIB, PASSES, LANES = 128 * 1024, 4, 4
"""Cost of one guess with Argon2id: 0.5 s of one core's work (RFC 9106 asks for 64 MiB, 3)."""
_MOST_MEMORY_KIB, _MOST_PASSES = 1024 * 1024, 16  # a file that asks for more would only waste time

_PAD = "-" * 96  # the last bytes of the page are encrypted, and may be the end of this text
RECOVERY_PREFIX = "CFA-RECOVERY-"


class WrongPassphrase(StoreTrouble):
    """Neither a passphrase nor a recovery key of this database."""


class Protection(NamedTuple):
    """How a new database is protected: by a passphrase, and by recovery keys' public halves."""

    passphrase: str
    recovery: tuple[bytes, ...] = ()

    def __repr__(self) -> str:
        """Show nothing: passphrases belong in no log and no error report."""
        return "Protection(…)"


def _as_bytes(value: object) -> object:
    return urlsafe_b64decode(value) if isinstance(value, str) else value


def _as_text(value: bytes) -> str:
    return urlsafe_b64encode(value).decode()


Bytes = Annotated[
    bytes, BeforeValidator(_as_bytes), PlainSerializer(_as_text), Field(max_length=200)
]


class PassphraseSlot(Strict):
    """The data key, encrypted under a key that Argon2id makes of a passphrase."""

    kind: Literal["passphrase"] = "passphrase"
    salt: Bytes
    memory_kib: Annotated[int, Field(ge=8 * LANES, le=_MOST_MEMORY_KIB)] = MEMORY_KIB
    passes: Annotated[int, Field(ge=1, le=_MOST_PASSES)] = PASSES
    sealed: Bytes


class RecoverySlot(Strict):
    """The data key, sealed to the public half of an organisation's recovery key (X25519)."""

    kind: Literal["recovery"] = "recovery"
    public: Bytes
    """The recovery key's public half, 32 bytes: which key opens this slot."""
    ephemeral: Bytes
    sealed: Bytes


class Envelope(Strict):
    """Every way to the data key of one file."""

    salt: Bytes
    slots: Annotated[
        tuple[Annotated[PassphraseSlot | RecoverySlot, Field(discriminator="kind")], ...],
        Field(min_length=1, max_length=8),
    ]

    @property
    def sql(self) -> str:
        """The statement that puts the envelope into a file."""
        content = json.dumps(self.model_dump(mode="json"), separators=(",", ":")).encode()
        text = f"CFA-KEYS-1:{_as_text(content)}."
        return f"CREATE VIEW key_envelope AS SELECT '{text}' AS envelope /*{_PAD}*/"


def seal(key: DataKey, protection: Protection) -> Envelope:
    """Wrap a data key for a passphrase and for each recovery key; takes as long as one guess."""
    recovery = (_sealed_to(public, key) for public in protection.recovery)
    return Envelope(salt=key.salt, slots=(_sealed_under(protection.passphrase, key), *recovery))


def new_data_key() -> DataKey:
    """Return a new random data key."""
    return DataKey(os.urandom(32), os.urandom(16))


def open_envelope(envelope: Envelope, secret: str, name: str) -> DataKey:
    """Return the data key, by passphrase or recovery key; takes as long as one guess.

    Raises WrongPassphrase where the secret opens no slot of the file the user knows as `name`.
    """
    for slot in envelope.slots:
        raw = _opened(slot, secret, envelope.salt)
        if raw is not None:
            return DataKey(raw, envelope.salt)
    raise WrongPassphrase(
        f"This is not the passphrase of “{name}”. Check Caps Lock and the keyboard's language, "
        "then try again. Nothing is lost by trying."
    )


def unlock(path: Path, secret: str) -> DataKey | None:
    """Return the data key of a file, or nothing where the file is not encrypted.

    Raises WrongPassphrase where the secret does not open it.
    """
    envelope = read_envelope(path)
    return open_envelope(envelope, secret, path.name) if envelope else None


def read_envelope(path: Path, name: str | None = None) -> Envelope | None:
    """Return the wrapped keys of a file, without opening it; nothing where it has none.

    A log or journal left by a crash may hold the newest copy of the first page; the file's own
    comes first, because whatever it holds leads to the same data key. Raises StoreTrouble where
    the file cannot be read, StoreCorrupt where what it holds is no envelope.
    """
    found = False
    for content in first_pages(path):
        for mark in ENVELOPE.finditer(content):
            found = True
            try:
                return Envelope.model_validate_json(urlsafe_b64decode(mark[1]))
            except (ValidationError, ValueError):
                continue
    if found:
        raise StoreCorrupt(f"“{name or path.name}” is damaged: its wrapped keys cannot be read.")
    return None


def new_recovery_key() -> tuple[str, bytes]:
    """Return a new recovery key, as text to be kept in a safe, and its public half (32 bytes)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    private = X25519PrivateKey.generate()
    return (
        RECOVERY_PREFIX + _grouped(private.private_bytes_raw()),
        private.public_key().public_bytes_raw(),
    )


def _grouped(content: bytes) -> str:
    digits = content.hex().upper()
    return "-".join(digits[start : start + 8] for start in range(0, len(digits), 8))


def _opened(slot: PassphraseSlot | RecoverySlot, secret: str, salt: bytes) -> bytes | None:
    if isinstance(slot, PassphraseSlot):
        return _unsealed(_stretched(secret, slot), slot.sealed, salt)
    private = _private_of(secret)
    return _unsealed(_agreed(private, slot), slot.sealed, salt) if private else None


def _private_of(secret: str) -> bytes | None:
    text = "".join(secret.split()).upper()
    if not text.startswith(RECOVERY_PREFIX):
        return None
    try:
        private = bytes.fromhex(text.removeprefix(RECOVERY_PREFIX).replace("-", ""))
    except ValueError:
        return None
    return private if len(private) == 32 else None


def _sealed_under(passphrase: str, key: DataKey) -> PassphraseSlot:
    slot = PassphraseSlot(salt=os.urandom(16), sealed=b"")
    sealed = _sealed(_stretched(passphrase, slot), key)
    return slot.model_copy(update={"sealed": sealed})


def _stretched(passphrase: str, slot: PassphraseSlot) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    typed = unicodedata.normalize("NFC", passphrase).encode()
    return Argon2id(
        salt=slot.salt, length=32, iterations=slot.passes, lanes=LANES, memory_cost=slot.memory_kib
    ).derive(typed)


def _sealed_to(public: bytes, key: DataKey) -> RecoverySlot:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    ephemeral = X25519PrivateKey.generate()
    slot = RecoverySlot(
        public=public, ephemeral=ephemeral.public_key().public_bytes_raw(), sealed=b""
    )
    return slot.model_copy(
        update={"sealed": _sealed(_agreed(ephemeral.private_bytes_raw(), slot, public), key)}
    )


def _agreed(private: bytes, slot: RecoverySlot, other: bytes | None = None) -> bytes:
    """Return the key that both halves agree on, bound to both public keys."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    try:
        shared = X25519PrivateKey.from_private_bytes(private).exchange(
            X25519PublicKey.from_public_bytes(other or slot.ephemeral)
        )
    except ValueError:  # a public key that only a damaged or crafted file has
        shared = os.urandom(32)
    return HKDF(SHA256(), 32, slot.public + slot.ephemeral, b"case file audit recovery").derive(
        shared
    )


def _sealed(under: bytes, key: DataKey) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(12)
    return nonce + AESGCM(under).encrypt(nonce, key.raw, key.salt)


def _unsealed(under: bytes, sealed: bytes, salt: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        raw = AESGCM(under).decrypt(sealed[:12], sealed[12:], salt)
    except (InvalidTag, ValueError):
        return None
    return raw if len(raw) == 32 else None
