"""Decrypts single pages of an encrypted file, and tells a sound page from a damaged one."""

from __future__ import annotations

import hashlib
import hmac

from db.cipher import PAGE_SIZE, PLAIN_BYTES, DataKey

RESERVED = 80
"""Bytes at the end of every page: 16 of an initialisation vector, 64 of an HMAC-SHA512."""
_VECTOR, _TAG = PAGE_SIZE - 80, PAGE_SIZE - 64


class PageKeys:
    """The two keys of a file's pages: one encrypts, one authenticates."""

    def __init__(self, key: DataKey) -> None:
        self._key = key.raw
        salt = bytes(byte ^ 0x3A for byte in key.salt)
        self._authentic = hashlib.pbkdf2_hmac("sha512", key.raw, salt, 2, 32)

    def is_sound(self, page: bytes, number: int) -> bool:
        """Return whether a page, at its place, is as it was written."""
        start = PLAIN_BYTES if number == 1 else 0
        covered = page[start:_TAG] + number.to_bytes(4, "little")
        tag = hmac.digest(self._authentic, covered, "sha512")
        return len(page) == PAGE_SIZE and hmac.compare_digest(tag, page[_TAG:])

    def opened(self, page: bytes, number: int) -> bytes:
        """Return a page as it is when it is not encrypted, without its last reserved bytes."""
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        start = PLAIN_BYTES if number == 1 else 0
        cipher = Cipher(algorithms.AES256(self._key), modes.CBC(page[_VECTOR:_TAG]))
        reader = cipher.decryptor()
        return page[:start] + reader.update(page[start:_VECTOR]) + reader.finalize()
