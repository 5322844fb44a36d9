"""What agreement is, and what each of its figures says."""

from __future__ import annotations

from typing import Final

from exports.documents.blocks.block import Block
from exports.documents.blocks.cells import Column, TextCell
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph
from exports.documents.styles import CONTENT_WIDTH, TABLE_STRONG

_WORD: Final = 118.0
_MEANINGS: Final = (
    ("Same", "In how many pairs both people gave the same grade or answer."),
    (
        "Said alike",
        "The same, but “not applicable” and “not evidenced” count as answers too: questions divide "
        "people also over whether they apply.",
    ),
    ("One step", "In how many pairs the two grades lie at most one step of the scale apart."),
    (
        "Apart",
        "How far apart two answers are on average, as a part of the scale: 0 the same, 1 from one "
        "end to the other.",
    ),
    (
        "Alpha, kappa",
        "Agreement beyond chance: 1 where all agree, 0 where people agree no more often than by "
        "chance, less than 0 where they agree even less. Low where nearly all grades are the same, "
        "although people agree.",
    ),
    (
        "AC1, AC2",
        "Also beyond chance, but steady where nearly all grades are the same: read it beside "
        "alpha. In AC2 a near miss counts as partly agreed; AC1 is for answers without an order.",
    ),
)


def what_it_is(heading: Heading) -> list[Block]:
    """Return what agreement says and does not say, and the meaning of every column."""
    rows = [[TextCell(word, TABLE_STRONG), TextCell(meaning)] for word, meaning in _MEANINGS]
    columns = [Column("Figure", _WORD), Column("What it says", CONTENT_WIDTH - _WORD)]
    return [
        heading,
        Paragraph(
            "Two people who read the same file should come to the same grade; as far as they do "
            "not, a grade tells of who read the file, and not only of the work. Agreement says how "
            "far grades can be relied on. It does not say who is right: two people may agree and "
            "both be wrong."
        ),
        Paragraph(
            "In a double audit neither knows what the other gave. In a moderation the second "
            "person usually does: how often a moderator keeps a grade says how often it was "
            "changed, and not how far two people would agree by themselves."
        ),
        Table(columns, rows),
    ]
