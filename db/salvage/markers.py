"""The markers of what was erased for good, as a damaged file can still tell them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from db.carving.images import opened_image
from db.carving.tables import Tables, read_tables
from db.erasures import ErasureRow
from db.salvage.ground import is_json, is_moment
from db.troubles import StoreTrouble

if TYPE_CHECKING:
    from pathlib import Path

    from db.cipher import DataKey


def carved_markers(path: Path, key: DataKey | None, now: datetime) -> list[ErasureRow]:
    """Return what can be read of a file's markers, whatever became of the rest of it."""
    if not path.is_file():
        return []
    try:
        with opened_image(path, key) as image:
            return [*markers_of(read_tables(image, None), now)]
    except StoreTrouble:
        return []


def markers_of(tables: Tables, now: datetime) -> Iterator[ErasureRow]:
    """Yield every marker, however much of it is damaged; `now` stands for a moment that is lost."""
    for _, uid, kind, at, author, reason, hashes in tables.rows["erasure"].values():
        known = json.loads(str(hashes)) if is_json(hashes) else []
        yield ErasureRow(
            str(uid),
            str(kind),
            datetime.fromisoformat(str(at)) if is_moment(at) else now,
            str(author),
            str(reason),
            tuple(map(str, known)) if isinstance(known, list) else (),
        )
