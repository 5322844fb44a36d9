"""No number hidden in a published crossing can be worked out from it and what is beside it."""

from collections.abc import Sequence
from functools import partial
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.reading import AuditScope
from exports.figures.crossing import Asked, cross
from exports.figures.facts import read_facts
from exports.figures.published import published_crossings, work_out_published
from exports.figures.suppression import choosing
from exports.figures.suppression.publishing import Publication
from exports.figures.thematic import thematic_beside
from tests.exports.figures.suppression.attacking import (
    Attack,
    attack_crossing,
    attack_figures,
    attack_report,
    same,
)
from tests.exports.figures.suppression.test_attack import (
    SCALES,
    TOOL,
    an_audit_by_chance,
    small_in,
)
from tests.exports.making import Cabinet, memory_cabinet

EVERY = AuditScope()
THEME = (["good_or_better", "other"], ["good_or_better"])
KNOWN = {**SCALES, "theme": THEME}
SCALE_OF = {
    "overall": "", "section:contact": "", "question:seen": "yes_no", "question:heard": "ofsted",
    "question:place": None, "question:visits": None, "theme:voice": "theme",
}  # fmt: skip
FIELDS = ("team", "service", "plan_type", "quarter", "version", "overall")
PAIRS = [(by, across) for by, across in product(FIELDS, (*FIELDS, None)) if by != across]


def fill(cabinet: Cabinet, seed: int, size: int, teams: int) -> None:
    random = Random(seed)
    cabinet.add(TOOL, *(an_audit_by_chance(random, n, teams) for n in range(size)))


def as_read(found: Any) -> dict[str, Any]:
    return found.model_dump(mode="json", by_alias=True)


def attack_on(attack: Attack, crossings: Sequence[dict[str, Any]]) -> Attack:
    """Somebody has several crossings of the same audits, and knows which groups are the same."""
    for crossing in crossings:
        measure = crossing["measure"]
        scale = SCALE_OF[measure]
        attack_crossing(attack, crossing, None if scale is None else KNOWN[scale])
    _know_the_theme(attack)
    return attack


def _know_the_theme(attack: Attack) -> None:
    """A theme is what its two questions are together, in every group."""
    for name in [name for name in list(attack.least) if name.startswith("theme:voice ")]:
        parts = [name.replace("theme:voice", each) for each in ("question:seen", "question:heard")]
        there = [part for part in parts if part in attack.least and not part.endswith(": audits")]
        say = attack.equal if len(there) == len(parts) else attack.at_least
        say(name, there)


def attack_scope(crossing: dict[str, Any]) -> Attack:
    attack, scope = Attack(), crossing["scope"]
    audits = attack.number("audits", scope["audits"])
    attack.at_least(audits, [attack.number("cases", scope["cases"])])
    attack.number(f"{crossing['measure']} all: audits", crossing["total"]["audits"])
    attack.equal(audits, [f"{crossing['measure']} all: audits"])
    return attack


def check_alone(seed: int, size: int, teams: int, threshold: int, asked: Asked) -> None:
    with memory_cabinet() as cabinet:
        fill(cabinet, seed, size, teams)
        found = cross(cabinet.store, EVERY, *asked, publication=Publication(threshold))
    document = as_read(found)
    assert not small_in(document, threshold)
    assert attack_on(attack_scope(document), [document]).found() == {}


ASKED = st.builds(
    lambda measure, fields: Asked(measure, *fields),
    st.sampled_from(sorted(SCALE_OF)),
    st.sampled_from(PAIRS),
)
SEEDS, SIZES = st.integers(0, 10**6), st.integers(1, 120)
patient = partial(settings, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@patient(max_examples=15)
@given(SEEDS, SIZES, st.integers(1, 5), st.sampled_from([3, 5, 10]), ASKED)
def test_a_solver_finds_no_hidden_number_of_a_crossing(
    seed: int, size: int, teams: int, threshold: int, asked: Asked
) -> None:
    check_alone(seed, size, teams, threshold, asked)


@pytest.mark.slow
@patient(max_examples=250)
@given(SEEDS, SIZES, st.integers(1, 9), st.integers(1, 10), ASKED)
def test_a_solver_finds_no_hidden_number_of_a_crossing_at_length(
    seed: int, size: int, teams: int, threshold: int, asked: Asked
) -> None:
    check_alone(seed, size, teams, threshold, asked)


TOGETHER = [
    Asked("overall", "team", "quarter"),
    Asked("question:seen", "team"),
    Asked("theme:voice", "team"),
    Asked("question:heard", "team", "quarter"),
    Asked("section:contact", "service"),
]


def the_same_groups(attack: Attack, crossings: Sequence[dict[str, Any]]) -> None:
    """Audits of a group are as many whichever measure tells of them."""
    names: dict[str, str] = {}
    for name in [name for name in list(attack.least) if name.endswith(": audits")]:
        group = name.split(" ", 1)[1]
        if group in names:
            attack.equal(names[group], [name])
        names.setdefault(group, name)


def test_crossings_published_together_give_nothing_of_one_another_away() -> None:
    for seed in range(2):
        with memory_cabinet() as cabinet:
            fill(cabinet, seed, 90, 4)
            found = published_crossings(cabinet.store, EVERY, TOGETHER, Publication())
        documents = [as_read(each) for each in found]
        attack = attack_on(attack_scope(documents[0]), documents)
        the_same_groups(attack, documents)
        assert attack.found() == {}


def test_a_report_and_the_crossings_in_it_give_nothing_of_one_another_away() -> None:
    with memory_cabinet() as cabinet:
        fill(cabinet, 5, 90, 4)
        facts = read_facts(cabinet.store, EVERY)
        report, crossings = thematic_beside(cabinet.store, facts, TOGETHER, Publication())
    document = as_read(report)
    assert not small_in(document, 5)
    documents = [as_read(each) for each in crossings]
    attack = attack_on(attack_report(document, SCALES), documents)
    the_same_groups(attack, documents)
    attack.equal("audits", ["overall all: audits"])
    same(attack, "overall all", "overall")
    for question in ("seen", "heard"):
        same(attack, f"question:{question} all", f"question {question}")
    same(attack, "section:contact all", "section contact")
    (teams,) = (table["groups"] for table in document["groups"] if table["field"] == "team")
    for number, group in enumerate(teams):
        same(attack, f"overall team={group['value']}", f"team {number}")
    for point in document["figures"]["trend"]:
        same(attack, f"overall quarter={point['period']}", f"overall {point['period']}")
        same(attack, f"question:heard quarter={point['period']}",
             f"question heard {point['period']}")  # fmt: skip
    assert attack.found() == {}


def test_figures_and_their_crossing_give_nothing_of_one_another_away() -> None:
    asked = Asked("question:place", "team", "plan_type")
    with memory_cabinet() as cabinet:
        fill(cabinet, 8, 80, 4)
        figures, (crossing,) = work_out_published(
            cabinet.store, EVERY, "team", Publication(), [asked]
        )
    document = as_read(figures)
    attack = attack_on(attack_figures(document, SCALES), [as_read(crossing)])
    attack.equal("audits", ["question:place all: audits"])
    same(attack, "question:place all", "question place")
    assert attack.found() == {}


def test_the_solver_does_find_what_is_left_by_hiding_small_numbers_of_a_crossing_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone = partial(choosing.hidden_cells, secondary=False)
    monkeypatch.setattr("exports.figures.suppression.choosing.hidden_cells", alone)
    with memory_cabinet() as cabinet:
        fill(cabinet, 3, 60, 3)
        document = as_read(
            cross(cabinet.store, EVERY, "overall", "team", "quarter", publication=Publication())
        )
    assert len(attack_on(attack_scope(document), [document]).found()) > 5
