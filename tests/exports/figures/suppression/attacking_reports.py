"""The same somebody, with the published overview, a team's report or a trend in hand."""

from typing import Any

from tests.exports.figures.suppression.attacking import Attack, attack_figures

Scale = tuple[list[str], list[str]]


def attack_overview(report: dict[str, Any], scales: dict[str, Scale], *, before: str) -> Attack:
    """What follows from an overview of all its tools.

    `scales` is tool → that of its grades. `before` says where the period before lies: `inside`
    what is reported, or `outside`, and the later one is then everything.
    """
    attack, scope = Attack(), report["scope"]
    audits = attack.number("audits", scope["audits"])
    cases = attack.number("cases", scope["cases"])
    attack.number("conflicts", scope["conflicts_left_out"])
    attack.at_least(audits, [cases, attack.number("doubles", report["double_audits"])])
    attack.at_least(audits, [attack.number("auditors", report["auditors"])])
    names = []
    for tool in report["tools"]:
        names.append(tool["tool"])
        _tool(attack, tool, scales[tool["tool"]], before)
        attack.at_least(cases, [f"{tool['tool']}: cases"])
    if len(names) == report["tool_count"]:
        attack.equal(audits, [f"{name}: audits" for name in names])
        together = attack.unknown("cases of tools")
        attack.equal(together, [f"{name}: cases" for name in names])
        attack.at_least(together, [cases])
    return attack


def _tool(attack: Attack, tool: dict[str, Any], scale: Scale, before: str) -> None:
    name = tool["tool"]
    audits = attack.number(f"{name}: audits", tool["audits"])
    attack.at_least(audits, [attack.number(f"{name}: cases", tool["cases"])])
    codes = distribution(attack, name, tool["overall"], scale)
    attack.at_least(audits, codes)
    parts = []
    for when in ("now", "before"):
        share(attack, f"{name} {when}", tool["change"][when])
        parts.append(f"{name} {when}")
    if tool["change"]["now"]["n"] == tool["change"]["before"]["n"] == 0:
        return
    for what in ("good ones", "weak", "n"):
        of_parts = [f"{part}: {what}" for part in parts]
        if before == "outside":
            attack.equal(f"{name}: {what}", of_parts[:1])
        else:
            attack.at_least(f"{name}: {what}", of_parts)
    if tool["concern"]:
        share(attack, f"{name} concern", tool["concern"]["share"])
        attack.at_least(audits, [f"{name} concern: n"])


def distribution(attack: Attack, name: str, figures: dict[str, Any], scale: Scale) -> list[str]:
    """Add graded counts; return the names of all codes."""
    counted, good = scale
    codes = {code: attack.number(f"{name}: {code}", n) for code, n in figures["counts"].items()}
    share(attack, name, figures["good_or_better"])
    inside = [codes[code] for code in (*counted, "not_evidenced") if code in codes]
    attack.equal(f"{name}: n", inside)
    attack.equal(f"{name}: good ones", [codes[code] for code in good])
    assert figures["n"] == figures["good_or_better"]["n"]
    return list(codes.values())


def found_out(attack: Attack, threshold: int) -> dict[str, int]:
    """Return what can be worked out: all that is hidden, and how many are not good, if few."""
    return {
        name: value
        for name, value in attack.found().items()
        if not name.endswith(": weak") or 1 <= value <= threshold
    }


def share(attack: Attack, name: str, found: dict[str, Any]) -> None:
    """Add a share: n is good ones and others, and these must not be few either."""
    n = attack.number(f"{name}: n", found["n"])
    good = attack.number(f"{name}: good ones", found["count"])
    weak = attack.unknown(f"{name}: weak")
    attack.equal(n, [good, weak])
    attack.hidden.append(weak)
    if found["share"] is not None:
        assert found["share"] == round(found["count"] / found["n"], 3)


def attack_team(report: dict[str, Any], scales: dict[str, Scale]) -> Attack:
    """What follows from a team's report: its own figures are those of a thematic report."""
    questions = [each for part in report["sections"] for each in part["questions"]]
    figures = {
        "scope": report["scope"],
        "overall": report["overall"]["team"],
        "sections": [{"id": each["id"], **each["grades"]["team"]} for each in report["sections"]],
        "questions": [each["figures"] for each in questions],
        "by": [],
        "trend": report["trend"],
    }
    attack = attack_figures(figures, scales)
    attack.at_least("audits", ["cases", attack.number("doubles", report["double_audits"])])
    attack.at_least("audits", [attack.number("auditors", report["auditors"])])
    others = attack.number("others", report["other_audits"])
    attack.number("without team", report["without_team"])
    grades = [("overall", report["overall"])]
    grades += [(f"section {each['id']}", each["grades"]) for each in report["sections"]]
    for name, both in grades:
        if both["comparison"]:
            attack.at_least(others, distribution(attack, f"others {name}", both["others"],
                                                 scales[""]))  # fmt: skip
    for each in questions:
        asked, found = each["figures"], each["others"]
        if asked["good_or_better"]:
            name, scale = f"others question {asked['id']}", scales[asked["scale"]]
            attack.equal(others, distribution(attack, name, found, scale))
    return attack


def attack_trend(report: dict[str, Any]) -> Attack:
    """What follows from a report over time: no share is of more than the audits of its quarter."""
    attack, scope = Attack(), report["scope"]
    audits = attack.number("audits", scope["audits"])
    attack.at_least(audits, [attack.number("cases", scope["cases"])])
    attack.number("conflicts", scope["conflicts_left_out"])
    periods: dict[str, str] = {}
    several = [report["main"], *report["sections"], *report["questions"], *report["others"]]
    for series in several:
        for point in series["points"]:
            if point["share"]:
                name = f"{series['id'] or 'overall'} {point['name']}"
                periods[point["name"]] = attack.unknown(f"audits {point['name']}")
                share(attack, name, point["share"])
                attack.at_least(periods[point["name"]], [f"{name}: n"])
    attack.at_least(audits, list(periods.values()))
    return attack
