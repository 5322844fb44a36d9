"""An invented district: its services, teams and auditors, and the cases they work with."""

from dataclasses import dataclass
from random import Random

from audit_app.demo.streams import stream, weighted
from audit_app.demo.vocabulary import read_demo_file
from forms.wording import Strict

UNBORN = -1
_STRICTNESS = 0.22


class _TeamPlan(Strict):
    name: str
    leaning: float
    growth: float
    plan_types: dict[str, float]


class _ServicePlan(Strict):
    name: str
    teams: tuple[_TeamPlan, ...]


class _District(Strict):
    districts: tuple[str, ...]
    services: tuple[_ServicePlan, ...]


@dataclass(frozen=True)
class Team:
    """A team. `leaning` moves its work up or down; `growth` is its share of the improvement."""

    name: str
    service: str
    leaning: float
    growth: float
    plan_types: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Auditor:
    """Somebody who audits. `strictness` above 0 grades lower; `team` is never audited by them."""

    code: str
    strictness: float
    team: str


@dataclass(frozen=True)
class Case:
    """One child's file. `latent` is how well this case is worked with: about -2 to 2.

    `age` counts years, -1 for a child not yet born; `moment` (0 to 1) says when within the
    demo's period the file is audited, by whichever tool.
    """

    number: int
    reference: str
    team: Team
    plan_type: str
    age: int
    disabled: bool
    legal_status: str
    latent: float
    moment: float

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes that reports break down by."""
        return {
            "service": self.team.service,
            "team": self.team.name,
            "plan_type": self.plan_type,
            "age_band": _age_band(self.age),
            "disability": "yes" if self.disabled else "no",
            "legal_status": self.legal_status,
        }


@dataclass(frozen=True)
class DemoService:
    """An invented district. Its cases are endless: each is worked out when it is asked for."""

    seed: int
    district: str
    teams: tuple[Team, ...]
    auditors: tuple[Auditor, ...]

    def case(self, number: int) -> Case:
        """Return a case by its number; the same number is the same child for every tool."""
        rng = stream(self.seed, "case", number)
        team = rng.choice(self.teams)
        plan_type = weighted(rng, dict(team.plan_types))
        return Case(
            number=number,
            reference=_reference(self.seed, number),
            team=team,
            plan_type=plan_type,
            age=_age(rng, plan_type),
            disabled=rng.random() < (1 if "Disabilit" in team.service else 0.12),
            legal_status=_legal_status(rng, plan_type),
            latent=rng.gauss(0, 1),
            moment=rng.random() ** 0.85,
        )


def invent_service(seed: int, auditors: int) -> DemoService:
    """Invent a district with this many auditors (at least one); the same seed is the same one."""
    plan = read_demo_file("service.yaml", _District)
    rng = stream(seed, "service")
    teams = tuple(
        Team(team.name, service.name, team.leaning, team.growth, tuple(team.plan_types.items()))
        for service in plan.services
        for team in service.teams
    )
    return DemoService(
        seed=seed,
        district=rng.choice(plan.districts),
        teams=teams,
        auditors=_auditors(rng, auditors, teams),
    )


def _auditors(rng: Random, count: int, teams: tuple[Team, ...]) -> tuple[Auditor, ...]:
    """Make auditors who differ in strictness, but together are neither strict nor mild."""
    drawn = [rng.gauss(0, _STRICTNESS) for _ in range(count)]
    middle = sum(drawn) / count
    return tuple(
        Auditor(f"auditor-{at:02d}", strictness - middle, rng.choice(teams).name)
        for at, strictness in enumerate(drawn, start=1)
    )


def _reference(seed: int, number: int) -> str:
    """Spread numbers over five digits without meeting twice: 7919 is prime to 90,000."""
    start = stream(seed, "references").randrange(90_000)
    return f"C-{10_000 + (start + number * 7_919) % 90_000}"


def _age(rng: Random, plan_type: str) -> int:
    if plan_type == "care leaver":
        return rng.randint(18, 21)
    if plan_type in ("child in need", "child protection") and rng.random() < 0.05:
        return UNBORN
    return rng.randint(4 if plan_type == "looked after" else 0, 17)


def _legal_status(rng: Random, plan_type: str) -> str:
    if plan_type == "looked after":
        return weighted(rng, {"care order": 5, "interim care order": 2, "section 20": 3})
    return "not looked after"


def _age_band(age: int) -> str:
    bounds = ((0, "unborn"), (1, "under 1"), (5, "1 to 4"), (10, "5 to 9"), (16, "10 to 15"))
    return next((band for bound, band in bounds if age < bound), "16 and over")
