"""What a program left behind when it died is tidied up by the next."""

from tests.flows.driving import Driver


def test_a_start_removes_copies_of_received_files_that_a_crash_left(driver: Driver) -> None:
    left = driver.paths.data / "private" / "received-999999999-x"
    left.mkdir(parents=True)
    (left / "received.audit").write_text("secret")
    driver.start()
    driver.wait(lambda: not left.exists())
