"""The last step of a document: packed small and, where somebody asks for it, behind a password."""

from io import BytesIO

from pikepdf import Encryption, ObjectStreamMode, Pdf

from forms.errors import AuditAppError

_VERSION = "1.7"
"""What PDF/UA-1 builds on."""
_LONGEST = 127
"""Bytes of a password that count (ISO 32000-2, 7.6.4.3.3): no reader looks at more."""


def packed(data: bytes) -> bytes:
    """Return a PDF with its structure compressed; its id follows from its content."""
    target = BytesIO()
    with Pdf.open(BytesIO(data)) as document:
        document.save(
            target,
            min_version=_VERSION,
            object_stream_mode=ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return target.getvalue()


def protected(data: bytes, password: str) -> bytes:
    """Return a PDF that opens with `password` only: AES-256 (ISO 32000-2), all acts allowed.

    The key is random, so no two calls give the same bytes. Reading aloud stays allowed, as
    PDF/UA-1 (7.16) asks. An empty password leaves the document open. Raises AuditAppError where
    it is longer than a PDF can have.
    """
    if not password:
        return data
    if len(password.encode()) > _LONGEST:
        raise AuditAppError(f"A password of a PDF may have {_LONGEST} letters at most.")
    target = BytesIO()
    with Pdf.open(BytesIO(data)) as document:
        document.save(
            target,
            object_stream_mode=ObjectStreamMode.generate,
            encryption=Encryption(owner=password, user=password, R=6),
        )
    return target.getvalue()
