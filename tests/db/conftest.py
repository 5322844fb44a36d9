"""Stores for tests of the cabinet."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from db.opening import create_store
from db.store import Store
from tests.db.making import ticking_clock

MakeStore = Callable[[str], Store]


@pytest.fixture
def make_store(tmp_path: Path) -> Iterator[MakeStore]:
    """Make and open a store by name; all are closed afterwards."""
    with ExitStack() as stack:
        yield lambda name: stack.enter_context(
            create_store(tmp_path / f"{name}.audit", ticking_clock())
        )


@pytest.fixture
def store(make_store: MakeStore) -> Store:
    return make_store("own")
