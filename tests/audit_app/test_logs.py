"""The log says what happened and where, and nothing that a person typed."""

import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit_app.logs import start_log, stop_log

CANARY = "Kayleigh said she was afraid"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    handler = start_log(tmp_path / "logs")
    yield tmp_path / "logs" / "case-file-audit.log"
    stop_log(handler)


def stumble() -> None:
    int(CANARY)


def test_an_exception_is_logged_by_type_and_place_without_its_text(log: Path) -> None:
    try:
        stumble()
    except ValueError:
        logging.getLogger("db").exception("saving audit %s failed", "0198c0de")
    written = log.read_text()
    assert "saving audit 0198c0de failed" in written
    assert "ValueError" in written
    assert "in stumble" in written
    assert CANARY not in written


def test_an_exception_passed_as_a_value_loses_its_text_too(log: Path) -> None:
    error = ValueError(CANARY)
    logger = logging.getLogger("db")
    logger.error("failed: %s", error)
    logger.error("failed: %(why)s", {"why": error})
    logger.error(error)
    written = log.read_text()
    assert written.count("ValueError") == 3
    assert CANARY not in written


def test_another_handler_still_gets_the_exception_it_was_given(
    log: Path, caplog: pytest.LogCaptureFixture
) -> None:
    try:
        stumble()
    except ValueError:
        logging.getLogger("db").exception("failed")
    assert caplog.records[0].exc_info is not None


def test_every_file_of_a_turning_log_is_private_and_their_number_is_bounded(log: Path) -> None:
    logger = logging.getLogger("db")
    for _ in range(60):
        logger.warning("x" * 100_000)
    files = sorted(log.parent.iterdir())
    assert len(files) == 4
    assert all(100_000 < file.stat().st_size < 1_300_000 for file in files)
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)
