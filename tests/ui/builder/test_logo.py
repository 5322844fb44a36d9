"""A logo is taken from a picture file, made small and plain, and refused where it is none."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin
from pytestqt.qtbot import QtBot

from forms.errors import AuditAppError
from ui.builder.logo import LogoEditor, read_logo

CANARY = "taken at the office of a named person"


def a_png(path: Path, width: int = 1200, height: int = 400) -> Path:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", CANARY)
    Image.new("RGBA", (width, height), (10, 80, 90, 128)).save(path, "PNG", pnginfo=notes)
    return path


@pytest.mark.parametrize("size", [(1200, 400), (400, 1200), (10, 10)])
def test_a_logo_fits_its_box_and_keeps_its_shape(tmp_path: Path, size: tuple[int, int]) -> None:
    made = Image.open(BytesIO(read_logo(a_png(tmp_path / "logo.png", *size))))
    assert made.width <= 600
    assert made.height <= 300
    assert made.width / made.height == pytest.approx(size[0] / size[1], rel=0.02)


def test_nothing_but_the_picture_is_kept(tmp_path: Path) -> None:
    png = read_logo(a_png(tmp_path / "logo.png"))
    assert CANARY.encode() not in png
    assert b"tEXt" not in png


def test_a_jpeg_is_taken_and_becomes_a_png(tmp_path: Path) -> None:
    path = tmp_path / "logo.jpg"
    Image.new("RGB", (300, 100), "teal").save(path, "JPEG", comment=CANARY)
    png = read_logo(path)
    assert png.startswith(b"\x89PNG")
    assert CANARY.encode() not in png


@pytest.mark.parametrize("content", [b"", b"GIF89a\x01\x00\x01\x00", b"\x89PNG\r\n\x1a\nno more"])
def test_what_is_no_picture_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.png"
    path.write_bytes(content)
    with pytest.raises(AuditAppError, match=r"“odd.png” is no picture"):
        read_logo(path)


def test_a_picture_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    Image.new("1", (20_000, 20_000)).save(path, "PNG")
    with pytest.raises(AuditAppError, match="too large"):
        read_logo(path)


def test_what_a_logo_shows_is_asked_for_and_it_can_be_removed(
    qtbot: QtBot, theme: object, tmp_path: Path
) -> None:
    editor = LogoEditor()
    qtbot.addWidget(editor)
    told: list[object] = []
    editor.edited.connect(lambda value, _run: told.append(value))
    editor.edited.connect(lambda value, _run: editor.show_value(value))
    editor.show()
    editor.take_file(a_png(tmp_path / "logo.png"))
    assert isinstance(told[-1], dict)
    assert told[-1]["told"] == "Logo"
    editor.told.setText("The arms of the council")
    editor.told.textEdited.emit("")
    editor.flush()
    assert isinstance(told[-1], dict)
    assert told[-1]["told"] == "The arms of the council"
    assert editor.picture.accessibleName() == "The logo: The arms of the council"
    editor.remove.click()
    assert told[-1] is None
    assert editor.remove.isHidden()


def test_a_file_that_is_gone_is_told(qtbot: QtBot, theme: object, tmp_path: Path) -> None:
    editor = LogoEditor()
    qtbot.addWidget(editor)
    with qtbot.waitSignal(editor.trouble) as told:
        editor.take_file(tmp_path / "gone.png")
    assert "gone.png" in str(told.args[0])
