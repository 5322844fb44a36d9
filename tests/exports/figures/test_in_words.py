"""Figures on a terminal."""

from db.reading import AuditScope
from exports.figures.figures import work_out_figures
from exports.figures.in_words import figures_in_words
from tests.exports.making import Cabinet, a_tool, an_audit


def test_figures_are_told_line_by_line(cabinet: Cabinet) -> None:
    tool = a_tool()
    cabinet.add(tool, *(an_audit({"visits": n}, overall="good") for n in range(39)))
    cabinet.add(tool, *(an_audit(case=f"C-{n}", overall="inadequate") for n in range(18)))
    lines = figures_in_words(work_out_figures(cabinet.store, AuditScope(), "team"))
    assert lines[0] == "voice, 57 audits of 19 cases"
    told = "    68.4% good (39 of 57, 95% interval 55.5–79.0%); good 39, inadequate 18"
    assert lines.count(told) == 3
    assert "  Not recorded" in lines
    assert any("median 19" in line for line in lines)
