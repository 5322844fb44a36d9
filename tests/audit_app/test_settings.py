"""Settings survive a restart, a bad file costs the bad entries only, and nobody else reads them."""

import json
import os
import stat
from pathlib import Path

import pytest

from audit_app.paths import user_paths
from audit_app.settings import Settings, SettingsFile
from forms.errors import AuditAppError
from ui.memory import Place, WindowMemory


@pytest.fixture
def file(own_folders: Path) -> SettingsFile:
    return SettingsFile(user_paths().settings)


def put(file: SettingsFile, text: str) -> None:
    file.path.parent.mkdir(parents=True)
    file.path.write_text(text, encoding="utf-8")


def test_the_own_folders_are_those_of_the_test(own_folders: Path) -> None:
    assert all(path.is_relative_to(own_folders) for path in user_paths())


def test_without_a_file_there_are_defaults_and_nothing_to_say(file: SettingsFile) -> None:
    assert file.load() == (Settings(), "")


def test_everything_is_there_again_after_a_restart(file: SettingsFile) -> None:
    settings = Settings(auditor_name="QA lead, Invented Town", auditor_code="auditor-07")
    settings.window = WindowMemory(
        scheme="dark",
        text_percent=125,
        geometry="AAEC",
        place=Place("audit", "0198c0de", "decision", "q3"),
        filters={"report": {"team": "North – Süd"}},
    )
    settings.remember_database(Path("/data/north.db"))
    file.save(settings)
    assert file.load() == (settings, "")


def test_only_the_owner_may_read_the_file(file: SettingsFile) -> None:
    old = os.umask(0)
    try:
        file.save(Settings())
    finally:
        os.umask(old)
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("text", ["", "{", "\0", "[" * 100_000, '{"a": 1e999', "[1]", "null"])
def test_an_unreadable_file_gives_defaults_and_a_sentence(file: SettingsFile, text: str) -> None:
    put(file, text)
    settings, sentence = file.load()
    assert settings == Settings()
    assert "Your audits are not touched" in sentence


def test_one_bad_entry_costs_only_itself(file: SettingsFile) -> None:
    good = {"auditor_code": "auditor-07", "window": {"scheme": "dark", "text_percent": 110}}
    put(
        file,
        json.dumps(
            good
            | {
                "recent_databases": ["/a.db", 7],
                "window": {
                    "scheme": "purple",
                    "text_percent": True,
                    "geometry": "AAEC",
                    "place": {"page": "report", "record": None},
                    "filters": {"report": {"team": 3}},
                },
            }
        ),
    )
    settings, sentence = file.load()
    assert settings.auditor_code == "auditor-07"
    assert settings.window.geometry == "AAEC"
    assert settings.window.place.page == "report"
    assert (settings.window.scheme, settings.window.text_percent) == ("system", 100)
    for name in ("recent_databases", "scheme", "text_percent", "record", "filters"):
        assert name in sentence


def test_entries_of_a_later_version_are_passed_over(file: SettingsFile) -> None:
    put(file, '{"auditor_code": "auditor-07", "hologram": true}')
    assert file.load() == (Settings(auditor_code="auditor-07"), "")


def test_a_save_that_fails_leaves_the_old_settings_and_no_litter(
    file: SettingsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.save(Settings(auditor_code="first"))

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AuditAppError, match="free space"):
        file.save(Settings(auditor_code="second"))
    assert file.load()[0].auditor_code == "first"
    assert list(file.path.parent.iterdir()) == [file.path]


def test_recent_databases_are_newest_first_once_each_and_few() -> None:
    settings = Settings()
    for number in range(12):
        settings.remember_database(Path(f"/data/{number}.db"))
    settings.remember_database(Path("/data/9.db"))
    assert settings.last_database == Path("/data/9.db")
    assert settings.recent_databases[1] == "/data/11.db"
    assert len(settings.recent_databases) == len(set(settings.recent_databases)) == 8
    settings.forget_database(Path("/data/9.db"))
    assert settings.last_database == Path("/data/11.db")
