"""Asks the reading process for one thing of a received file: its manifest, or one audit of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from db.importing.ahead import Source, read_ahead
from db.importing.parcels import Arrived, Aside, Claims, Parcel, Refused, Row, Rows, ToolCame
from db.importing.worker import Answerer
from db.troubles import StoreTrouble

if TYPE_CHECKING:
    from db.cipher import DataKey
    from forms.manifests import Manifest
    from forms.tools import AuditTool


class ReceivedAudit(NamedTuple):
    """The sound revisions of one audit in a file, parents first, and the tools that came along.

    `set_aside` holds why others of its revisions are not sound.
    """

    rows: list[Row]
    tools: dict[str, AuditTool]
    set_aside: list[str]


def read_manifest(
    path: Path, key: DataKey | None = None, private_folder: Path | None = None
) -> Manifest | None:
    """Return the manifest of a received file, nothing where it is no hand-over.

    The file is opened as for a merge. Raises StoreTrouble where it is refused, also because it
    needs a key, or because its manifest does not fit what it holds.
    """
    with _parcels(Source(path, key), private_folder, lambda _: []) as parcels:
        return next((each.manifest for each in parcels if isinstance(each, Arrived)), None)


def read_received_audit(
    path: Path,
    uid: str,
    key: DataKey | None = None,
    private_folder: Path | None = None,
    step: Callable[[], None] | None = None,
) -> ReceivedAudit:
    """Return what a received file holds of one audit; the file is opened as for a merge.

    `step` is called on the way and may raise to stop. Raises StoreTrouble where the file is
    refused.
    """
    found = ReceivedAudit([], {}, [])

    def wanted(question: object) -> list[int]:
        claims = question.claims if isinstance(question, Claims) else []
        return [place for place, claim in enumerate(claims) if claim.record == uid]

    with _parcels(Source(path, key), private_folder, wanted) as parcels:
        for parcel in parcels:
            if step:
                step()
            match parcel:
                case Rows(rows):
                    found.rows.extend(rows)
                case ToolCame(tool):
                    found.tools[tool.hash] = tool
                case Aside(set_aside):
                    found.set_aside.extend(each.reason for each in set_aside if each.record == uid)
    return found


@contextmanager
def _parcels(source: Source, folder: Path | None, answerer: Answerer) -> Iterator[Iterator[Parcel]]:
    """Yield the parcels of one file; those that it was refused with are raised."""
    with read_ahead([source], folder, answerer, skim=False) as files:
        yield map(_unless_refused, next(files))


def _unless_refused(parcel: Parcel) -> Parcel:
    if isinstance(parcel, Refused):
        raise StoreTrouble(parcel.reason)
    return parcel
