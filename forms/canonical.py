"""The one way anything is written down before it is hashed."""

import hashlib
import json
from json.encoder import encode_basestring


def canonical_bytes(value: object) -> bytes:
    """Return the canonical JSON of plain data: sorted keys, no blanks, UTF-8.

    Raises ValueError for NaN and infinity, TypeError for anything that is not plain data.
    """
    return _WRITER.encode(value).encode("utf-8", "strict")


def canonical_text(text: str) -> str:
    """Return the canonical JSON of a text; what cannot be UTF-8 is only found by encoding it."""
    return encode_basestring(text)


_WRITER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


def content_hash(value: object) -> str:
    """Return the SHA-256 of the canonical JSON of plain data, as 64 lower-case hex digits."""
    return hashlib.sha256(canonical_bytes(value)).hexdigest()
