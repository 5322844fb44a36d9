"""Histories merge thousands of times: they read received files without another process."""

import pytest

from tests.db.reading_here import ReadingHere


@pytest.fixture(autouse=True)
def _read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.importing.ahead.ReadingProcess", ReadingHere)
