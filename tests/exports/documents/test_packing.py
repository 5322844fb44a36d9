"""The last step: small files, and files that open with a password only."""

from io import BytesIO

import pikepdf
import pytest

from exports.documents.base import draw_document
from exports.documents.protecting import protected
from forms.errors import AuditAppError
from tests.exports.documents.structure import faults, roles
from tests.exports.documents.test_base import FACTS, every_block


def test_the_id_of_a_document_follows_from_its_content() -> None:
    def name(title: str) -> bytes:
        facts = FACTS.__class__(title, "Subject", "Left", "Right", "Foot")
        with pikepdf.open(BytesIO(draw_document(facts, every_block()))) as pdf:
            return bytes(pdf.trailer.ID[0])

    assert name("One") == name("One") != name("Two")


def test_a_password_locks_words_and_structure_and_forbids_no_reading_aloud() -> None:
    plain = draw_document(FACTS, every_block())
    locked = protected(plain, "réservé à l’équipe")
    assert b"A title" not in locked
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(locked))
    with pikepdf.open(BytesIO(locked), password="réservé à l’équipe") as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        assert pdf.allow.accessibility
        assert pdf.allow.extract
        again = BytesIO()
        pdf.save(again, encryption=False)
    assert faults(again.getvalue()) == []
    assert roles(again.getvalue()) == roles(plain)


def test_no_password_leaves_the_document_as_it_is() -> None:
    assert protected(b"%PDF-1.7", "") == b"%PDF-1.7"


def test_a_password_longer_than_readers_take_is_refused() -> None:
    plain = draw_document(FACTS, [])
    protected(plain, "x" * 127)
    with pytest.raises(AuditAppError, match="127 letters at most"):
        protected(plain, "é" * 64)
