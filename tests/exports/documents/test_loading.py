"""Each part of the documents can be the first that is loaded: commands load what they need."""

import importlib
import pkgutil
import sys
from collections.abc import Iterator

import pytest

import exports.documents

_ROOM = "exports.documents"
_PARTS = [part.name for part in pkgutil.iter_modules(exports.documents.__path__, f"{_ROOM}.")]


@pytest.fixture
def nothing_loaded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Forget the room for a while."""
    monkeypatch.setattr("exports.documents", exports.documents)
    before = {name: sys.modules.pop(name) for name in [*sys.modules] if name.startswith(_ROOM)}
    yield
    for name in [name for name in sys.modules if name.startswith(_ROOM)]:
        del sys.modules[name]
    sys.modules.update(before)


@pytest.mark.usefixtures("nothing_loaded")
@pytest.mark.parametrize("part", _PARTS)
def test_a_part_needs_no_other_to_be_loaded_before_it(part: str) -> None:
    importlib.import_module(part)
