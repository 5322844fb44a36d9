"""Every kind of document, with ordinary data and with odd ones: what each check looks at."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TypeVar

from db.histories import SealedAudit, sealed_audit
from db.merge_report import AuditCounts, MergedFile, MergeReport
from db.opening import create_store
from db.reading import AuditScope
from db.sealing import complete_audit, start_audit
from exports.documents.agreed import agreed_bytes
from exports.documents.base import DocumentFacts, draw_document
from exports.documents.blocks.block import Block
from exports.documents.blocks.method_notes import MethodNotes
from exports.documents.blocks.text import Heading
from exports.documents.built import built_bytes
from exports.documents.merge_report import merge_report_bytes
from exports.documents.over_time import over_time_bytes
from exports.documents.overview import overview_bytes
from exports.documents.parts.funnel import funnel_chapter
from exports.documents.parts.strictness import strictness_chapter
from exports.documents.parts.terms import terms_chapter
from exports.documents.sealed_audit import audit_bytes, sealed_audit_bytes
from exports.documents.team import team_bytes
from exports.documents.thematic import thematic_bytes
from exports.figures.funnel_data import FunnelData
from exports.figures.report_data import ReportData
from exports.figures.reports.agreed_data import AgreedData
from exports.figures.reports.asked import OverTime
from exports.figures.reports.built_data import BuiltReport
from exports.figures.reports.over_time_data import OverTimeData
from exports.figures.reports.overview_data import OverviewData
from exports.figures.reports.single_audit import sealed_content
from exports.figures.reports.strictness_data import StrictnessData
from exports.figures.reports.team_data import TeamData
from exports.figures.suppression.publishing import Publication
from exports.figures.terms_data import TermsData
from exports.figures.thematic import thematic_report
from exports.reports.catalogue import EVERY_KIND
from exports.reports.kinds import ReportKind
from forms.audits import Audit
from forms.findings import Finding
from forms.report_parts import Introduction, OwnWords
from forms.report_templates import USUAL_PARTS, Logo
from tests.db.making import an_audit, mini_tool, ticking_clock
from tests.exports.built_samples import EVERY_PART, LOGOS, a_logo, a_template, built
from tests.exports.documents.further_samples import (
    alone,
    sample_overview,
    sample_team,
    without_words,
)
from tests.exports.documents.sample_parts import (
    sample_funnel,
    sample_strictness,
    sample_terms,
    sixty_teams,
)
from tests.exports.documents.sample_report import distribution, sample_report, wilson
from tests.exports.documents.test_merge_report import OCCASION
from tests.exports.documents.test_thematic import HOSTILE
from tests.exports.documents.test_thematic_layout import ODD
from tests.exports.line_samples import MODERATED, STEADY, STEPS, agreed, over_time, plain_tool
from tests.exports.making import DAY, Cabinet, a_tool, memory_cabinet
from tests.exports.making import an_audit as graded_audit
from tests.exports.merge_samples import a_merge
from tests.exports.reports.samples import a_service, worked_out

Draw = Callable[[], bytes]
Data = TypeVar("Data", FunnelData, StrictnessData, TermsData)

_GRADES = ("outstanding", "good", "good", "good", "requires_improvement", "inadequate")
EVERY_SCRIPT = (
    "Dŵr tŷ ŵŷ. قالت الطفلة إنها تريد رؤية والدها (39 من 57). שלום עולם. 孩子说她想见爸爸。 "
    "बच्चे की इच्छाएँ और भावनाएँ. 👍🏽👨‍👩‍👧😀 " + "W" * 300 + " "
)


def every_document() -> dict[str, Draw]:
    """Return what draws each document, by a name that tells the kind and the data."""
    return {
        **_thematic(),
        **_published(),
        **_merges(),
        **_sealed(),
        **_overviews(),
        **_teams(),
        **_lines(),
        **_agreed(),
        **_built(),
        **_chapters(),
    }


def _thematic() -> dict[str, Draw]:
    reports: dict[str, Callable[[], ReportData]] = {
        "ordinary": sample_report,
        "one audit": lambda: one_audit(sample_report()),
        "nothing": lambda: nothing_at_all(sample_report()),
        "many sections": lambda: many_sections(sample_report()),
        **{change.__name__: partial(_changed, change) for change in ODD},
        **{f"{name} text": partial(sample_report, text) for name, text in HOSTILE.items()},
    }
    return {f"thematic, {name}": partial(_draw_thematic, make) for name, make in reports.items()}


def published_report(cabinet: Cabinet) -> ReportData:
    """Return the published report of 150 audits, two teams and eight quarters, put in there."""
    random = Random(2)
    for place in range(150):
        answers = {"seen": random.choice(["yes", "yes", "no"]), "heard": random.choice(_GRADES)}
        day = DAY.replace(year=2025 + place % 2, month=1 + place % 12)
        facts = {"case": f"C-{place}", "audited_on": day, "overall": random.choice(_GRADES)}
        team = {"attributes": {"team": random.choice(["North", "South"])}}
        cabinet.add(a_tool(), graded_audit(answers, **facts, **team))
    return thematic_report(cabinet.store, AuditScope("voice"), Publication())


def _published() -> dict[str, Draw]:
    def draw() -> bytes:
        with memory_cabinet() as cabinet:
            return thematic_bytes(published_report(cabinet))

    return {"thematic, published": draw} | {
        f"{kind.name}, published, few": partial(_draw_published, kind)
        for kind in EVERY_KIND
        if "published" in kind.profiles
    }


def _draw_published(kind: ReportKind) -> bytes:
    """Draw what is left of sixty audits by four teams: much is hidden."""
    with a_service() as cabinet:
        return worked_out(kind, cabinet, "published").draw()


def _lines() -> dict[str, Draw]:
    targets, long = OverTime(steps=STEPS), EVERY_SCRIPT[:300]
    reports: dict[str, Callable[[], OverTimeData]] = {
        "ordinary": lambda: over_time(STEADY, targets),
        "one audit": lambda: over_time((1,), OverTime(of="seen"), n=1),
        "gaps and months": lambda: over_time((3, None, 4), OverTime(every="month")),
        "every script": lambda: over_time((3, 4), targets, plain_tool(long)),
    }
    return {f"trend, {name}": partial(_draw_line, make) for name, make in reports.items()}


def _draw_line(make: Callable[[], OverTimeData]) -> bytes:
    return over_time_bytes(make())


def _agreed() -> dict[str, Draw]:
    reports: dict[str, Callable[[], AgreedData]] = {
        "ordinary": agreed,
        "one case": lambda: agreed(1, ()),
        "moderations only": lambda: agreed(0, MODERATED),
        "every script": lambda: agreed(3, MODERATED, plain_tool(EVERY_SCRIPT[:300])),
    }
    return {f"agreement, {name}": partial(_draw_agreed, make) for name, make in reports.items()}


def _draw_agreed(make: Callable[[], AgreedData]) -> bytes:
    return agreed_bytes(make())


def _chapters() -> dict[str, Draw]:
    """Return chapters of any report by themselves, under their notes."""
    many, script = sample_funnel(sixty_teams()), EVERY_SCRIPT[:200]
    drawn = {
        "sixty teams": partial(_draw_chapter, funnel_chapter, many),
        "two teams": partial(
            _draw_chapter, funnel_chapter, sample_funnel({"A": (1, 2), script: (0, 2)})
        ),
        "strictness in every script": partial(
            _draw_chapter, strictness_chapter, sample_strictness(script)
        ),
        "words in every script": partial(_draw_chapter, terms_chapter, sample_terms(script)),
    }
    return {f"chapter, {name}": draw for name, draw in drawn.items()}


def _draw_chapter(
    chapter: Callable[[Data, Heading, MethodNotes], list[Block]], data: Data
) -> bytes:
    notes = MethodNotes(data.notes)
    facts = DocumentFacts("Title", "Subject", "Left", "Right", "Foot")
    story = [*chapter(data, Heading("Chapter", 1), notes), Heading("Notes", 2), *notes.blocks()]
    return draw_document(facts, story)


def _built() -> dict[str, Draw]:
    long = "She said so again. " * 520
    every = EVERY_SCRIPT[:200]
    odd = f"{EVERY_SCRIPT}\n\n- {EVERY_SCRIPT}\n\n7. {EVERY_SCRIPT}"
    templates: dict[str, Callable[[], BuiltReport]] = {
        "ordinary": lambda: built(a_template(*USUAL_PARTS, logo=LOGOS["ordinary"])),
        "every part": built,
        "parts twice": lambda: built(a_template(*EVERY_PART, *EVERY_PART)),
        "every script": lambda: built(
            a_template(title=every, introduction=odd, logo=a_logo(LOGOS["tiny"].data, every)),
            EVERY_SCRIPT,
        ),
        "10,000 characters": lambda: built(a_template(Introduction(), introduction=long)),
        "only own words": lambda: built(a_template(OwnWords(comment="Only this."))),
        "published": lambda: built(publication=Publication()),
        **{f"{name} logo": partial(_with_logo, logo) for name, logo in LOGOS.items()},
    }
    return {f"built, {name}": partial(_draw_built, make) for name, make in templates.items()}


def _with_logo(logo: Logo) -> BuiltReport:
    return built(a_template(OwnWords(comment="A logo."), logo=logo))


def _draw_built(make: Callable[[], BuiltReport]) -> bytes:
    return built_bytes(make())


def _changed(change: Callable[[ReportData], ReportData]) -> ReportData:
    return change(sample_report())


def _draw_thematic(make: Callable[[], ReportData]) -> bytes:
    return thematic_bytes(make())


def one_audit(report: ReportData) -> ReportData:
    """Return the report of one single audit: every share is 0 or 1 of 1, one team, one quarter."""
    one = distribution(report.grades, [0, 1, 0, 0])
    scope = report.figures.scope.model_copy(update={"audits": 1, "cases": 1})
    point = report.figures.trend[0].model_copy(update={"overall": one})
    figures = report.figures.model_copy(update={"scope": scope, "overall": one, "trend": [point]})
    table = report.groups[0]
    group = table.groups[0].model_copy(update={"overall": one})
    tables = [table.model_copy(update={"groups": [group]})]
    return report.model_copy(
        update={"figures": figures, "groups": tables, "auditors": 1, "double_audits": 0}
    )


def many_sections(report: ReportData) -> ReportData:
    """Return a report whose contents take several pages."""
    return report.model_copy(update={"sections": report.sections * 9})


def nothing_at_all(report: ReportData) -> ReportData:
    """Return the report of no audit: every list is empty."""
    empty = {"counts": {}, "n": 0, "good_or_better": wilson(0, 0)}
    overall = report.figures.overall.model_copy(update=empty)
    figures = report.figures.model_copy(update={"overall": overall, "trend": []})
    lists = (
        "sections", "groups", "themes", "strengths", "improvements", "attention", "strongest",
        "weakest", "limits", "method", "funnels",
    )  # fmt: skip
    days = ("first_audited", "last_audited", "as_at")
    nothing = (*days, "terms")
    changes = {"figures": figures, **{name: [] for name in lists}, **dict.fromkeys(nothing)}
    return report.model_copy(update=changes)


def _overviews() -> dict[str, Draw]:
    reports = {
        **{f"{tools} tools": partial(sample_overview, tools) for tools in (1, 3, 10)},
        **{f"{name} text": partial(sample_overview, 10, text) for name, text in HOSTILE.items()},
    }
    return {f"overview, {name}": partial(_draw_overview, make) for name, make in reports.items()}


def _draw_overview(make: Callable[[], OverviewData]) -> bytes:
    return overview_bytes(make())


def _teams() -> dict[str, Draw]:
    reports: dict[str, Callable[[], TeamData]] = {
        "ordinary": sample_team,
        "alone": lambda: alone(sample_team()),
        "without words": lambda: without_words(sample_team()),
        **{f"{name} text": partial(sample_team, text) for name, text in HOSTILE.items()},
    }
    return {f"team, {name}": partial(_draw_team, make) for name, make in reports.items()}


def _draw_team(make: Callable[[], TeamData]) -> bytes:
    return team_bytes(make())


def _merges() -> dict[str, Draw]:
    file = MergedFile("a.audit", "a" * 64, "merged", "", audits=AuditCounts(new=1))
    odd = a_merge()
    odd.files[0] = odd.files[0]._replace(path=f"/x/{EVERY_SCRIPT}.audit")
    odd.doubles[0] = odd.doubles[0]._replace(case=EVERY_SCRIPT)
    many = a_merge()
    many.outcomes *= 300
    merges = {
        "ordinary": a_merge(),
        "looked at only": a_merge(batch=None),
        "one file": MergeReport("batch", [file], AuditCounts(new=1)),
        "nothing": MergeReport("batch", [], AuditCounts()),
        "every script": odd,
        "many": many,
    }
    return {
        f"merge, {name}": partial(merge_report_bytes, merge, OCCASION)
        for name, merge in merges.items()
    }


def _sealed() -> dict[str, Draw]:
    long = "She said so again. " * 520
    nothing = Audit(case="C-0001", auditor="auditor-01", findings={"q1": Finding()})
    audits = {
        "ordinary": an_audit(),
        "10,000 characters": _with_words(long),
        "every script": _with_words(EVERY_SCRIPT),
        "nothing": nothing,
    }
    return {
        **{f"sealed, {name}": partial(_draw_sealed, audit) for name, audit in audits.items()},
        **{f"audit, {name}": partial(_draw_audit, audit) for name, audit in audits.items()},
    }


def _with_words(text: str) -> Audit:
    paragraphs = f"{text}\n\n{text}"
    return an_audit().model_copy(
        update={
            "overall_reason": text,
            "strengths": paragraphs,
            "attributes": {"team": text, **{f"a{number}": text for number in range(20)}},
            "findings": {
                "q1": Finding(answer="yes", evidence=text),
                "q3": Finding(answer=text, evidence=text),
            },
        }
    )


def _draw_sealed(audit: Audit) -> bytes:
    with one_sealed() as sealed:
        entry = sealed.entry._replace(reason=audit.overall_reason)
        return sealed_audit_bytes(sealed._replace(audit=audit, entry=entry))


def _draw_audit(audit: Audit) -> bytes:
    with one_sealed() as sealed:
        return audit_bytes(sealed_content(sealed._replace(audit=audit)))


@contextmanager
def one_sealed() -> Iterator[SealedAudit]:
    """Give an ordinary audit, sealed in a database of its own."""
    with (
        TemporaryDirectory() as folder,
        create_store(Path(folder) / "own.audit", ticking_clock()) as store,
    ):
        uid = start_audit(store, mini_tool(), an_audit())
        yield sealed_audit(store, complete_audit(store, uid, "auditor-01"))
