"""Small stores in memory for tests of what leaves the cabinet."""

from collections.abc import Iterator

import pytest

from tests.exports.making import Cabinet, memory_cabinet


@pytest.fixture
def cabinet() -> Iterator[Cabinet]:
    """An empty store, and the means to put sealed audits into it."""
    with memory_cabinet() as opened:
        yield opened
