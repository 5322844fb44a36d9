"""Somebody who has a whole published report, knows the audit tool, and owns a solver.

Nothing here knows the program's suppression: the sums are those that a reader would think of.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

STATES = ("not_applicable", "not_evidenced", "unanswered", "hidden")
MOST = 400
Terms = Mapping[str, int]


@dataclass
class Attack:
    """Names of numbers, what is known of each, and what holds between them."""

    least: dict[str, int] = field(default_factory=dict)
    most: dict[str, int] = field(default_factory=dict)
    lines: list[tuple[Terms, float, float]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def number(self, name: str, shown: int | str) -> str:
        if shown == "c":
            self.hidden.append(name)
        self.least[name] = 1 if shown == "c" else int(shown)
        self.most[name] = MOST if shown == "c" else int(shown)
        return name

    def unknown(self, name: str) -> str:
        self.least.setdefault(name, 0)
        self.most.setdefault(name, MOST)
        return name

    def equal(self, whole: str, parts: Iterable[str]) -> None:
        self._line(whole, parts, 0)

    def at_least(self, whole: str, parts: Iterable[str]) -> None:
        self._line(whole, parts, np.inf)

    def _line(self, whole: str, parts: Iterable[str], most: float) -> None:
        terms = {whole: 1}
        for part in parts:
            terms[part] = terms.get(part, 0) - 1
        self.lines.append((terms, 0, most))

    def found(self) -> dict[str, int]:
        """Return every number shown as “c” that can have one value only, with that value."""
        names = list(self.least)
        at = {name: number for number, name in enumerate(names)}
        matrix = lil_matrix((len(self.lines), len(names)))
        for row, (terms, _, _) in enumerate(self.lines):
            for name, by in terms.items():
                matrix[row, at[name]] = by
        rows = LinearConstraint(
            matrix.tocsr(), [line[1] for line in self.lines], [line[2] for line in self.lines]
        )
        bounds = Bounds([self.least[name] for name in names], [self.most[name] for name in names])

        def solve(weights: np.ndarray) -> np.ndarray:
            answer = milp(weights, constraints=rows, bounds=bounds, integrality=np.ones(len(names)))
            assert answer.success, "the published numbers contradict one another"
            return np.rint(answer.x)

        random = np.random.default_rng(1)
        mask = np.array([name in set(self.hidden) for name in names], dtype=float)
        seen = [solve(way * mask) for way in (1, -1)]
        seen += [solve(mask * random.normal(size=len(names))) for _ in range(4)]
        low, high = np.min(seen, axis=0), np.max(seen, axis=0)
        told = {}
        for name in self.hidden:
            place = at[name]
            if low[place] < high[place]:
                continue
            unit = np.zeros(len(names))
            unit[place] = 1
            least, most = solve(unit), solve(-unit)
            if least[place] == most[place]:
                told[name] = int(least[place])
            low, high = np.minimum(low, np.minimum(least, most)), np.maximum(high, most)
        return told


def attack_figures(figures: dict[str, Any], scales: dict[str, Any]) -> Attack:
    """What follows from published figures of one version of a tool, every audit dated.

    `scales` holds scale → (codes that count, codes that are good); "" is that of grades.
    """
    attack = Attack()
    scope = figures["scope"]
    audits = attack.number("audits", scope["audits"])
    attack.at_least(audits, [attack.number("cases", scope["cases"])])
    attack.number("conflicts", scope["conflicts_left_out"])
    grades = scales[""]
    overall = _distribution(attack, "overall", figures["overall"], grades)
    attack.at_least(audits, overall)
    for part in figures["sections"]:
        if part["counts"]:
            attack.at_least(audits, _distribution(attack, f"section {part['id']}", part, grades))
    _over_time(attack, figures["trend"], grades, audits)
    for part in figures["questions"]:
        _question(attack, part, scales, audits)
    groups(attack, "by", figures["by"], grades)
    return attack


def _distribution(
    attack: Attack,
    name: str,
    part: dict[str, Any],
    scale: tuple[Sequence[str], Sequence[str]] | None,
) -> list[str]:
    """Return the names of all its codes."""
    codes = {code: attack.number(f"{name}: {code}", n) for code, n in part["counts"].items()}
    n = attack.number(f"{name}: n", part["n"])
    share = part["good_or_better"]
    if share and scale:
        counted, good = scale
        inside = [codes[code] for code in (*counted, "not_evidenced") if code in codes]
        attack.equal(n, inside)
        attack.equal(n, [attack.number(f"{name}: n of share", share["n"])])
        attack.equal(attack.number(f"{name}: good ones", share["count"]), [codes[c] for c in good])
        if share["share"] is not None:
            assert share["share"] == round(share["count"] / share["n"], 3)
    return list(codes.values())


def _over_time(attack: Attack, trend: list[dict[str, Any]], grades: Any, audits: str) -> None:
    periods = []
    for point in trend:
        name = f"overall {point['period']}"
        graded = _distribution(attack, name, point["overall"], grades)
        periods.append(attack.unknown(f"audits {point['period']}"))
        attack.at_least(periods[-1], graded)
    attack.equal(audits, periods)
    _add_up(attack, "overall", [f"overall {point['period']}" for point in trend])


def _add_up(attack: Attack, whole: str, parts: list[str]) -> None:
    for name in [name for name in list(attack.least) if name.startswith(f"{whole}: ")]:
        suffix = name.removeprefix(f"{whole}: ")
        attack.equal(name, [f"{part}: {suffix}" for part in parts])


def _question(attack: Attack, part: dict[str, Any], scales: dict[str, Any], audits: str) -> None:
    name = f"question {part['id']}"
    scale = scales.get(part["scale"]) if part["scale"] else None
    for at, figures in [("", part), *((point["period"], point) for point in part["trend"])]:
        here = f"{name} {at}".rstrip()
        codes = _distribution(attack, here, figures, scale)
        total = attack.unknown(f"audits {at}") if at else audits
        if part["good_or_better"]:
            attack.equal(total, codes)
        else:
            _ungraded(attack, here, part["kind"], list(figures["counts"]), total)
    points = [f"{name} {point['period']}" for point in part["trend"]]
    _add_up(attack, name, points)
    if part["numbers"]:
        given = attack.number(f"{name}: given", part["numbers"]["n"])
        attack.equal(f"{name}: n", [given, f"{name}: not_evidenced"])
        assert part["numbers"]["lowest"] is part["numbers"]["highest"] is None


def _ungraded(attack: Attack, name: str, kind: str, codes: list[str], total: str) -> None:
    answered = attack.unknown(f"{name}: answered")
    attack.equal(f"{name}: n", [answered, f"{name}: not_evidenced"])
    left_out = [f"{name}: {state}" for state in STATES if state != "not_evidenced"]
    attack.equal(total, [f"{name}: n", *left_out])
    choices = [f"{name}: {code}" for code in codes if code not in STATES]
    if kind == "one_of":
        attack.equal(answered, choices)
    for choice in choices if kind == "several_of" else []:
        attack.at_least(answered, [choice])


def groups(attack: Attack, table: str, found: list[dict[str, Any]], grades: Any) -> None:
    names = [f"{table} {number}" for number in range(len(found))]
    for name, group in zip(names, found, strict=True):
        _distribution(attack, name, group["overall"], grades)
    if found:
        _add_up(attack, "overall", names)


def attack_report(report: dict[str, Any], scales: dict[str, Any]) -> Attack:
    """What follows from a published thematic report: its figures, and all its other tables."""
    attack = attack_figures(report["figures"], scales)
    doubles = attack.number("doubles", report["double_audits"])
    auditors = attack.number("auditors", report["auditors"])
    attack.at_least("audits", ["cases", doubles])
    attack.at_least("audits", [auditors])
    attack.least[auditors] = max(attack.least[auditors], 2 if report["double_audits"] else 1)
    for table in report["groups"]:
        groups(attack, table["field"], table["groups"], scales[""])
    for theme in report["themes"]:
        asked = [each["id"] for each in report["figures"]["questions"]
                 if each["theme"] == theme["id"] and each["good_or_better"]]  # fmt: skip
        for name, of in (("count", "good ones"), ("n", "n")):
            whole = attack.number(f"theme {theme['id']}: {name}", theme["share"][name])
            attack.equal(whole, [f"question {each}: {of}" for each in asked])
    return attack


def attack_crossing(
    attack: Attack, crossing: dict[str, Any], scale: tuple[Sequence[str], Sequence[str]] | None
) -> None:
    """Add a published crossing; its margins and cells are called by measure, field and value.

    `scale` is None where the measure has no good or bad.
    """
    kind, measure = crossing["kind"], crossing["measure"]
    by, across = crossing["by"], crossing["and"]
    rows = [f"{measure} {by}={row['value']}" for row in crossing["rows"]]
    columns = [f"{measure} {across}={column['value']}" for column in crossing["columns"]]
    _cell(attack, f"{measure} all", crossing["total"], scale, kind)
    for name, margin in zip([*rows, *columns], [*crossing["rows"], *crossing["columns"]],
                            strict=True):  # fmt: skip
        _cell(attack, name, margin["total"], scale, kind)
    for name, row in zip(rows, crossing["rows"], strict=True):
        cells = [f"{name} {column}" for column in columns]
        for cell, figures in zip(cells, row["cells"], strict=True):
            _cell(attack, cell, figures, scale, kind)
        if cells:
            _add_up(attack, name, cells)
    for column in columns:
        _add_up(attack, column, [f"{row} {column}" for row in rows])
    for names in (rows, columns):
        if names:
            _add_up(attack, f"{measure} all", names)


def _cell(attack: Attack, name: str, cell: dict[str, Any], scale: Any, kind: str) -> None:
    audits = attack.number(f"{name}: audits", cell["audits"])
    codes = _distribution(attack, name, cell, scale)
    if kind == "grade":
        attack.at_least(audits, codes)
    elif scale is None:
        _ungraded(attack, name, kind, list(cell["counts"]), audits)
    elif kind != "theme":
        attack.equal(audits, codes)
    if cell["numbers"]:
        given = attack.number(f"{name}: given", cell["numbers"]["n"])
        attack.equal(f"{name}: n", [given, f"{name}: not_evidenced"])


def same(attack: Attack, one: str, other: str) -> None:
    """Say that two distributions are the same, wherever both have a number of that name."""
    for name in [name for name in list(attack.least) if name.startswith(f"{one}: ")]:
        suffix = name.removeprefix(f"{one}: ")
        if f"{other}: {suffix}" in attack.least:
            attack.equal(name, [f"{other}: {suffix}"])
