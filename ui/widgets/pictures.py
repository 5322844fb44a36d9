"""Pictures as the bytes of a file."""

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImage


def png_bytes(image: QImage) -> bytes:
    """Return a picture as a PNG."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # it takes no bytes, as stubs say
    return bytes(buffer.data().data())
