"""What still stands between a draft and a completed audit."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from forms.tools import AuditTool, Party

CASE = "case"
"""The place of the particulars: case reference, auditor, date, agency, role."""
OVERALL = "overall"
"""The place of the overall judgement."""


@dataclass(frozen=True)
class Gap:
    """One thing that is missing or wrong, and where to go to mend it.

    `place` is a section's id, or `CASE` or `OVERALL`; `field` is the field of the audit, such as
    `finding.seen_alone`; `message` is a whole sentence without case content.
    """

    place: str
    field: str
    label: str
    message: str


PARTICULARS = ("case", "auditor", "audited_on", "attribute.agency", "attribute.role")
"""The fields of the particulars that may be a gap, in order."""


def particulars_gaps(
    tool: AuditTool,
    plain: Mapping[str, object],
    attributes: Mapping[str, str],
    today: date,
) -> Iterator[Gap]:
    """Yield what the particulars lack; `plain` holds case, auditor and audited_on."""
    if not plain.get("case"):
        yield Gap(CASE, "case", "Case reference", "Enter the case reference.")
    if not plain.get("auditor"):
        yield Gap(CASE, "auditor", "Auditor", "Enter the auditor's name or code.")
    day = plain.get("audited_on")
    if not isinstance(day, date):
        yield Gap(CASE, "audited_on", "Date of audit", "Enter the date of the audit.")
    elif day > today:
        yield Gap(CASE, "audited_on", "Date of audit", "The date of the audit is in the future.")
    for name, label, parties in (("agency", "Agency", tool.agencies), ("role", "Role", tool.roles)):
        if parties and not _is_one_of(attributes.get(name, ""), parties):
            message = f"Choose the {name} whose part this audit answers."
            yield Gap(CASE, f"attribute.{name}", label, message)


def _is_one_of(given: str, parties: tuple[Party, ...]) -> bool:
    return any(party.id == given for party in parties)


class GapBook:
    """The gaps by the field they are mended in, and how many each place has.

    Notes in `changed` the places where a gap came, went or changed.
    """

    def __init__(self, changed: set[str]) -> None:
        self.by_field: dict[str, Gap] = {}
        self.to_do: Counter[str] = Counter()
        self._changed = changed

    def put(self, field: str, gap: Gap | None) -> None:
        """Say what a field lacks now; None is nothing."""
        before = self.by_field.get(field)
        if gap == before:
            return
        if before:
            self.to_do[before.place] -= 1
            self._changed.add(before.place)
            del self.by_field[field]
        if gap:
            self.to_do[gap.place] += 1
            self._changed.add(gap.place)
            self.by_field[field] = gap
