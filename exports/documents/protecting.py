"""A document behind a password."""

from io import BytesIO
from typing import Final

from forms.errors import AuditAppError

_LONGEST: Final = 127
"""Bytes of a password that count (ISO 32000-2, 7.6.4.3.3): no reader looks at more."""


def protected(data: bytes, password: str) -> bytes:
    """Return a PDF that opens with `password` only: AES-256 (ISO 32000-2), all acts allowed.

    The key is random, so no two calls give the same bytes. Reading aloud stays allowed, as
    PDF/UA-1 (7.16) asks. An empty password leaves the document as it is. Raises AuditAppError
    where it is longer than a PDF can have.
    """
    if not password:
        return data
    if len(password.encode()) > _LONGEST:
        raise AuditAppError(f"A password of a PDF may have {_LONGEST} letters at most.")
    from pikepdf import Encryption, ObjectStreamMode, Pdf

    target = BytesIO()
    with Pdf.open(BytesIO(data)) as document:
        document.save(
            target,
            object_stream_mode=ObjectStreamMode.generate,
            encryption=Encryption(owner=password, user=password, R=6),
        )
    return target.getvalue()
