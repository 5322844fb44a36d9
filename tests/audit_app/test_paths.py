"""The program's own folders are private, and trouble in making them is a sentence."""

import stat
from pathlib import Path

import pytest

from audit_app.paths import make_private, private_folder
from forms.errors import AuditAppError


def test_a_private_folder_is_for_its_owner_only(own_folders: Path) -> None:
    folder = private_folder()
    assert folder.is_relative_to(own_folders)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert private_folder() == folder


def test_a_folder_that_cannot_be_made_is_known_trouble(tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("a file")
    with pytest.raises(AuditAppError, match="cannot be made"):
        make_private(tmp_path / "in the way" / "folder")
