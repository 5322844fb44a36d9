"""The columns of the files, and of the audits in one of them."""

from collections.abc import Callable

from db.merge_report import AuditOutcome
from ui.audits.words import day_text
from ui.merge.columns_model import Column
from ui.merge.columns_table import ColumnsTable
from ui.merge.lines import FileLine
from ui.merge.words import OUTCOME_LOOKS, STATE_LOOKS, as_sentence, number_text
from ui.theme import Theme


def files_table(theme: Theme) -> ColumnsTable[FileLine]:
    """Return the table of files; what the details tell as well is left out first."""
    columns: tuple[Column[FileLine], ...] = (
        Column("File", lambda line: line.name, 20, growth=1),
        Column(
            "State",
            lambda line: STATE_LOOKS[line.state].label,
            17,
            look=lambda line: STATE_LOOKS[line.state],
        ),
        Column("From", lambda line: line.people, 12, growth=2, spare=3),
        Column(
            "Newest audit",
            lambda line: day_text(line.newest),
            12,
            key=lambda line: line.newest,
            spare=4,
        ),
        _number("Audits", lambda line: line.audits, spare=2),
        _count("New", "new"),
        _count("Updated", "updated"),
        _count("Identical", "identical", spare=1),
        _count("Joined", "joined"),
        _count("Conflicts", "conflicts"),
        _count("Set aside", "set_aside"),
    )
    keys = "Arrow keys move, Delete takes a file off the list, Tab goes to what is in it."
    return ColumnsTable(theme, columns, "Files", keys)


def audits_table(theme: Theme) -> ColumnsTable[AuditOutcome]:
    """Return the table of the audits in a file."""
    columns: tuple[Column[AuditOutcome], ...] = (
        Column(
            "What becomes of it",
            lambda each: OUTCOME_LOOKS[each.outcome].label,
            18,
            key=lambda each: list(OUTCOME_LOOKS).index(each.outcome),
            look=lambda each: OUTCOME_LOOKS[each.outcome],
        ),
        Column("Case", lambda each: each.case, 12, growth=1),
        Column("Audit tool", lambda each: each.tool, 18, growth=1, spare=2),
        Column("Auditor", lambda each: each.auditor, 12, growth=1, spare=3),
        Column(
            "Audited on",
            lambda each: day_text(each.audited_on),
            11,
            key=lambda each: each.audited_on,
            spare=1,
        ),
        Column("Reason", lambda each: as_sentence(each.reason), 16, growth=3),
    )
    return ColumnsTable(
        theme, columns, "Audits in the file", "Arrow keys move, Enter shows what changes."
    )


def _count(title: str, name: str, spare: int = 0) -> Column[FileLine]:
    return _number(title, lambda line: int(getattr(line.counts, name)), spare)


def _number(title: str, number: Callable[[FileLine], int], spare: int = 0) -> Column[FileLine]:
    return Column(
        title,
        lambda line: number_text(number(line)) if line.file else "",
        5,
        key=number,
        is_number=True,
        spare=spare,
    )
