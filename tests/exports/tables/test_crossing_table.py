"""The table of a crossing, for the clipboard and for files."""

import csv
from io import StringIO

from db.reading import AuditScope
from exports.figures.crossing import cross
from exports.tables.crossing_table import crossing_csv, crossing_text
from tests.exports.making import Cabinet, a_tool, an_audit

TOOL = a_tool()


def test_every_group_has_its_counts_n_share_and_interval(cabinet: Cabinet) -> None:
    for grade in ("good", "inadequate"):
        cabinet.add(TOOL, an_audit(overall=grade, attributes={"team": "North"}))
    crossing = cross(cabinet.store, AuditScope(), "overall", "team")
    head, north, every, *rest = crossing_text(crossing).split("\r\n")
    assert head.split("\t") == [
        "Team", "Outstanding", "Good", "Requires improvement", "Inadequate", "n",
        "Good or better", "Share", "Interval from", "Interval to",
    ]  # fmt: skip
    assert north.split("\t") == ["North", "0", "1", "0", "1", "2", "1", "0.5", "0.0945", "0.9055"]
    assert every.split("\t")[0] == "All"
    assert rest == [""]


def test_two_fields_have_a_row_for_each_pair_and_all_margins(cabinet: Cabinet) -> None:
    for team, plan in (("North", "early help"), ("South", "looked after")):
        cabinet.add(TOOL, an_audit(attributes={"team": team, "plan_type": plan}))
    crossing = cross(cabinet.store, AuditScope(), "question:place", "team", "plan_type")
    rows = list(csv.reader(StringIO(crossing_csv(crossing).decode("utf-8-sig"))))
    assert [row[:2] for row in rows[1:]] == [
        ["North", "early help"], ["North", "looked after"], ["North", "All"],
        ["South", "early help"], ["South", "looked after"], ["South", "All"],
        ["All", "early help"], ["All", "looked after"], ["All", "All"],
    ]  # fmt: skip
    assert all(len(row) == len(rows[0]) for row in rows)


def test_a_team_that_looks_like_a_formula_or_a_cell_is_neither(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, an_audit(attributes={"team": "=1+1\tX\nY"}))
    text = crossing_text(cross(cabinet.store, AuditScope(), "overall", "team"))
    assert text.split("\r\n")[1].startswith("'=1+1 X Y\t0\t")
