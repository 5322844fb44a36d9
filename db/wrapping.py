"""The two ways in which a data key is wrapped: under a passphrase, and for a recovery key.

A passphrase is stretched by Argon2id (RFC 9106) and wraps the key with AES-256-GCM. For a recovery
key, a key pair is made for once, X25519 (RFC 7748) agrees with the public half, and HKDF makes the
wrapping key of what both agree on, so that nobody needs the secret half to wrap.
"""

from __future__ import annotations

import os
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer, model_validator

from db.cipher import DataKey
from db.troubles import StoreTrouble
from forms.wording import Strict

MOST_MEMORY_KIB = 512 * 1024
MOST_WORK = 8 * 512 * 1024
"""KiB times passes, eight times our own guess: a file that asks for more only wastes time."""
LANES = 4

_NOTHING = bytes(60)
"""What a slot holds before the data key is wrapped into it."""


def _as_bytes(value: object) -> object:
    return urlsafe_b64decode(value) if isinstance(value, str) else value


def as_text(value: bytes) -> str:
    """Return bytes as they stand in an envelope."""
    return urlsafe_b64encode(value).decode()


_Coded = (BeforeValidator(_as_bytes), PlainSerializer(as_text))
Salt = Annotated[bytes, *_Coded, Field(min_length=16, max_length=16)]
Half = Annotated[bytes, *_Coded, Field(min_length=32, max_length=32)]
Sealed = Annotated[bytes, *_Coded, Field(min_length=60, max_length=60)]
"""A nonce of 12 bytes, the data key of 32, the tag of 16."""


class PassphraseSlot(Strict):
    """The data key, encrypted under a key that Argon2id makes of a passphrase."""

    salt: Salt
    memory_kib: Annotated[int, Field(ge=8 * LANES, le=MOST_MEMORY_KIB)]
    passes: Annotated[int, Field(ge=1)]
    sealed: Sealed

    @model_validator(mode="after")
    def _bounded(self) -> PassphraseSlot:
        if self.memory_kib * self.passes > MOST_WORK:
            raise ValueError("one guess asks for more time than any of ours")
        return self


class RecoverySlot(Strict):
    """The data key, sealed to the public half of an organisation's recovery key (X25519)."""

    public: Half
    """The recovery key's public half: which key opens this slot."""
    ephemeral: Half
    sealed: Sealed


def wrap_under(passphrase: str, key: DataKey, memory_kib: int, passes: int) -> PassphraseSlot:
    """Wrap a data key under a passphrase; takes as long as one guess of that cost."""
    slot = PassphraseSlot(
        salt=os.urandom(16), memory_kib=memory_kib, passes=passes, sealed=_NOTHING
    )
    return slot.model_copy(update={"sealed": _sealed(_stretched(passphrase, slot), key)})


def wrap_for(public: bytes, key: DataKey) -> RecoverySlot:
    """Wrap a data key for the owner of a recovery key, given its public half (32 bytes)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    once = X25519PrivateKey.generate()
    slot = RecoverySlot(
        public=public, ephemeral=once.public_key().public_bytes_raw(), sealed=_NOTHING
    )
    agreed = _agreed(once.private_bytes_raw(), public, slot)
    return slot.model_copy(update={"sealed": _sealed(agreed, key)})


def unwrap_under(passphrase: str, slot: PassphraseSlot, salt: bytes) -> bytes | None:
    """Return the data key (32 bytes) where the passphrase is right; takes as long as one guess.

    Raises StoreTrouble where there is too little memory for a guess.
    """
    return _unsealed(_stretched(passphrase, slot), slot.sealed, salt)


def unwrap_by(private: bytes, slot: RecoverySlot, salt: bytes) -> bytes | None:
    """Return the data key (32 bytes) where the secret half of a recovery key is the slot's."""
    return _unsealed(_agreed(private, slot.ephemeral, slot), slot.sealed, salt)


def _stretched(passphrase: str, slot: PassphraseSlot) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    typed = unicodedata.normalize("NFC", passphrase).encode(errors="surrogatepass")
    stretch = Argon2id(
        salt=slot.salt, length=32, iterations=slot.passes, lanes=LANES, memory_cost=slot.memory_kib
    )
    try:
        return stretch.derive(typed)
    except MemoryError:
        raise StoreTrouble(
            f"To check a passphrase takes {slot.memory_kib // 1024} MiB of memory, and there is "
            "not so much free now. Close other programs, then try again."
        ) from None


def _agreed(private: bytes, other: bytes, slot: RecoverySlot) -> bytes:
    """Return the key that both halves agree on, bound to both public keys of the slot."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    try:
        shared = X25519PrivateKey.from_private_bytes(private).exchange(
            X25519PublicKey.from_public_bytes(other)
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
        return AESGCM(under).decrypt(sealed[:12], sealed[12:], salt)
    except InvalidTag:
        return None
