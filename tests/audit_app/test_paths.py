"""The program's own folders are private, and trouble in making them is a sentence."""

import stat
from pathlib import Path

import pytest

from audit_app.paths import make_private, private_folder, user_paths
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


def test_without_variables_the_folders_lie_in_the_home(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", "/home/auditor")
    monkeypatch.setattr("sys.platform", "linux")
    paths = user_paths()
    assert paths.settings == Path("/home/auditor/.config/case-file-audit/settings.json")
    assert paths.data == Path("/home/auditor/.local/share/case-file-audit")
    assert paths.logs == Path("/home/auditor/.local/state/case-file-audit")


def test_a_relative_folder_in_a_variable_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/auditor")
    monkeypatch.setenv("XDG_DATA_HOME", "somewhere")
    monkeypatch.setattr("sys.platform", "linux")
    assert user_paths().data == Path("/home/auditor/.local/share/case-file-audit")


def test_on_windows_nothing_roams(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert all(path.is_relative_to(tmp_path / "case-file-audit") for path in user_paths())
