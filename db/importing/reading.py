"""What the reading process does with one file: it opens, checks, and hands on what is sound."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from db.cipher import DataKey
from db.draft_reading import read_drafts
from db.foreign import open_foreign
from db.importing.packing import Packing
from db.importing.parcels import (
    Arrived,
    Aside,
    Claim,
    Claims,
    Done,
    Refused,
    Skimmed,
    answered,
    written,
)
from db.manifests import manifest_of
from db.merge_report import SetAside
from db.received_audits import Unsound
from db.received_copies import sha256_of
from db.receiving import ReceivedHead, Receiving
from db.store import ReadingStore
from db.troubles import DAMAGED, SENT_DAMAGED, StoreTrouble

_AT_ONCE = 1_000

Parcels = Generator[bytes, bytes, None]
"""Yields parcels; to those that are questions it is sent the answer."""


class Task(NamedTuple):
    """One file to read, by a copy in `folder`. With `skim` it is hashed first: it may be known."""

    path: Path
    folder: Path | None
    key: DataKey | None
    skim: bool


def parcels_of(task: Task) -> Parcels:
    """Read a file; the last parcel is `Done` or `Refused`."""
    try:
        if task.skim and not answered((yield written(Skimmed(sha256_of(task.path))))):
            yield written(Done())
            return
        with open_foreign(task.path, task.folder, task.key) as foreign:
            yield written(Arrived(foreign.sha256, manifest_of(foreign.store)))
            yield from _content(foreign.store)
        yield written(Done())
    except StoreTrouble as trouble:
        yield written(Refused(_for_whoever_got_it(str(trouble), task.path.name)))


def _for_whoever_got_it(reason: str, name: str) -> str:
    """Return why a file is refused; whoever got it has no backup of it to restore."""
    return SENT_DAMAGED.format(name=name) if reason == DAMAGED.format(name=name) else reason


def _content(source: ReadingStore) -> Parcels:
    receiving, packing = Receiving(source), Packing()
    for heads in _several(receiving.heads()):
        claims = [Claim(head.hash, head.record, head.kind) for head in heads]
        wanted = frozenset(answered((yield written(Claims(claims)))))
        for place, head in enumerate(heads):
            if place not in wanted:
                receiving.note_known(head)
        yield from _sound(receiving, packing, (heads[place] for place in sorted(wanted)))
    yield from packing.taken()
    drafts = read_drafts(source)
    for draft in drafts.drafts:
        yield from packing.draft(draft)
    if drafts.set_aside:
        yield written(Aside(drafts.set_aside))


def _sound(
    receiving: Receiving, packing: Packing, heads: Iterable[ReceivedHead]
) -> Iterator[bytes]:
    for head in heads:
        try:
            revision = receiving.sound(head)
        except Unsound as unsound:
            aside = SetAside(head.record, str(unsound))
            yield written(Aside([aside]))
            continue
        if revision is None:
            continue
        if tool := revision.tool:
            yield from packing.tools((*receiving.amended_by(tool), tool))
        packing.add(revision)
        if packing.is_full:
            yield from packing.taken()


def _several(heads: Iterator[ReceivedHead]) -> Iterator[list[ReceivedHead]]:
    while several := list(islice(heads, _AT_ONCE)):
        yield several
