"""The program starts with what it finds: spoilt settings, no folder, databases of other days."""

from audit_app.settings import SettingsFile
from tests.flows.driving import Driver, make_database
from ui.desk import AUDITS


def test_spoilt_settings_are_told_of_and_the_program_starts(driver: Driver) -> None:
    driver.paths.settings.parent.mkdir(parents=True)
    driver.paths.settings.write_text("{ no json")
    driver.start()
    assert "settings" in driver.take_trouble()
    driver.wait_for(AUDITS)


def test_a_data_folder_that_cannot_be_made_leads_to_the_start_page(driver: Driver) -> None:
    driver.paths.data.write_text("a file where the folder should be")
    driver.start()
    assert "cannot be made" in driver.start_page.sentence.text()
    assert not driver.start_page.own.isVisible()  # it is what “Try again” tries
    driver.paths.data.unlink()
    driver.start_page.retry.click()
    driver.make_database()
    driver.wait_for(AUDITS)
    assert driver.database.parent == driver.paths.data


def test_databases_are_offered_again_until_they_are_gone(driver: Driver) -> None:
    north, south = driver.folder / "north.audit", driver.folder / "south.audit"
    for path in (north, south):
        make_database(path)
    driver.start(north)
    driver.restart(south)
    driver.wait_for(AUDITS)
    assert driver.settings.recent_databases == [str(south), str(north)]
    north.unlink()
    driver.choose("north")
    assert "no file" in driver.take_trouble()
    assert driver.settings.recent_databases == [str(south)]


def test_the_settings_are_kept_when_the_program_ends(driver: Driver) -> None:
    driver.start()
    driver.choose("Dark")
    driver.close()
    settings, told = SettingsFile(driver.paths.settings).load()
    assert told == ""
    assert settings.window.scheme == "dark"
    assert settings.last_database == driver.paths.data / "my-audits.audit"


def test_the_keys_of_the_form_are_on_the_sheet_of_keys(driver: Driver) -> None:
    path = driver.folder / "north.audit"
    uid = make_database(path, "C-0001")[0]
    driver.start(path)
    driver.open(uid)
    assert any("1 is the first option" in line[2] for line in driver.program.workspace._key_lines)


def test_reports_that_were_opened_elsewhere_do_not_lie_about_for_ever(driver: Driver) -> None:
    private = driver.paths.data / "private"
    private.mkdir(parents=True)
    (private / "thematic-report-0123.pdf").write_bytes(b"%PDF-")
    driver.start()
    assert list(private.iterdir()) == []
