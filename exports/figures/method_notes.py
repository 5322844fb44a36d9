"""What each method is, in a few sentences: printed with every report whose figures name it.

`docs/method.md` says the same at more length, under the same titles and anchors.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, get_args

from exports.figures.complete import Complete
from exports.figures.methods import Method


class MethodNote(Complete):
    """One method: its name, what a reader needs to know, and where its formula comes from."""

    method: Method
    title: str
    text: str
    source: str


def notes_on(methods: Iterable[Method]) -> list[MethodNote]:
    """Return a note on each of these methods, in the order of `docs/method.md`, none twice."""
    wanted = set(methods)
    return [_note(method) for method in get_args(Method) if method in wanted]


def _note(method: Method) -> MethodNote:
    title, text, source = _NOTES[method]
    return MethodNote(method=method, title=title, text=text, source=source)


_NOTES: Final[dict[Method, tuple[str, str, str]]] = {
    "wilson": (
        "A share and its interval",
        "A share is the number of good answers divided by the number of answers that could be "
        "judged. Its 95% interval is where the share would most likely lie if very many such cases "
        "were audited: intervals made like this hold the true share in about 95 of 100 cases. The "
        "fewer the audits, the wider it is. Two shares whose intervals overlap may still differ.",
        "Wilson score interval: E. B. Wilson, Journal of the American Statistical Association 22 "
        "(1927), 209–212.",
    ),
    "finite-population": (
        "When the whole cohort is known",
        "Where only one cohort is meant and most of it was audited at random, little can still "
        "surprise, so the interval is narrower. It speaks of these children only, not of how good "
        "practice is or will be.",
        "Wilson’s interval with the variance of draws without return: W. G. Cochran, Sampling "
        "Techniques, 3rd ed., Wiley 1977, theorem 3.2.",
    ),
    "difference": (
        "Two periods, or two groups",
        "“No clear change” does not say that nothing changed: so few audits cannot tell. “Clear” "
        "says that chance alone would seldom make such a difference; of twenty pairs compared, one "
        "may look clear by chance. Where the tool, the scale or the standard changed in between, "
        "nothing is compared.",
        "Interval of a difference of shares: R. G. Newcombe, Statistics in Medicine 17 (1998), "
        "873–890, method 10.",
    ),
    "run-chart": (
        "A line over time with few points",
        "The line in the middle is the median: half the points lie above it. Rare by chance are 6 "
        "or more points in a row on one side, 5 or more rising or falling, and a line that crosses "
        "the median too seldom or too often.",
        "R. J. Perla, L. P. Provost and S. K. Murray, BMJ Quality & Safety 20 (2011), 46–51.",
    ),
    "xmr-chart": (
        "Limits of single values (XmR chart)",
        "The line in the middle is the mean; two limits show how far values go by themselves. "
        "Their width comes from how much one period differs from the next. With 5 to 11 points "
        "limits are on trial and will still move.",
        "Mean ± 2.66 × mean moving range: D. J. Wheeler, Understanding Variation, SPC Press, 2nd "
        "ed. 2000.",
    ),
    "p-chart": (
        "Limits of shares (p-chart)",
        "For shares, chance depends on how many audits a period had, so each period has its own "
        "limits: wide where few were audited. The line in the middle is the share of all audits.",
        "D. C. Montgomery, Introduction to Statistical Quality Control, Wiley, control charts for "
        "attributes.",
    ),
    "rules": (
        "Signals",
        "One higher or lower quarter is no news. Four patterns are: a point outside the limits; 7 "
        "or more on one side of the mean; 7 or more rising or falling; 2 of 3 in a row near a "
        "limit. A signal says that something changed, not what: ask what happened then.",
        "NHS England, Making data count, after W. A. Shewhart (1931) and the Western Electric "
        "Statistical Quality Control Handbook (1956).",
    ),
    "rebasing": (
        "Where a line starts anew",
        "Where the tool, the scale or the standard changed, the line is cut: what comes after may "
        "not be compared with what was before. Limits are never moved just because a signal was "
        "seen: somebody must say what changed.",
        "",
    ),
    "targets": (
        "Targets",
        "A quarter is held to the last step of the target due by its last day. Whether it was met "
        "once says little; the limits say whether practice as it is meets it always (consistently "
        "hit), never (consistently missed), or by luck (inconsistent).",
        "NHS England, Making data count: strengthening your decisions (2019).",
    ),
    "funnel": (
        "Teams side by side (funnel plot)",
        "A team with few audits swings far by chance alone. The funnel shows how far chance would "
        "go for each number of audits: about one team in 20 lies outside its 95% limits, one in "
        "500 outside its 99.8% limits, without being any different. A place outside asks a "
        "question; it gives no rank.",
        "D. J. Spiegelhalter, Statistics in Medicine 24 (2005), 1185–1202.",
    ),
    "strictness": (
        "How strictly auditors grade",
        "Each audit is set beside audits of others of the same kind: what they would have found, "
        "and what was found. The cases may still be the reason. It is a prompt to read files "
        "together, for internal use only; neither strict nor mild is right by itself.",
        "Indirect standardisation: N. E. Breslow and N. E. Day, Statistical Methods in Cancer "
        "Research 2, IARC 1987, ch. 2.",
    ),
    "terms": (
        "Words that auditors use",
        "Counted is in how many audits of a theme a word stands, from two audits on. It shows what "
        "evidence is about, not whether it was praised or missed: “seen” stands in “not seen” too.",
        "",
    ),
    "agreement": (
        "How far people agree",
        "Two people who graded the same case are set side by side. A share says how often both "
        "gave the same; each case counts once, and the interval is that of so many cases. Kappa, "
        "alpha and Gwet’s coefficients say how much of that is more than chance: 1 where all "
        "agree, 0 where it is no more than chance. With fewer than about 20 cases they are a "
        "prompt to read files together and no measure. Agreement is not correctness.",
        "K. Krippendorff, Content Analysis, 4th ed. 2019; K. L. Gwet, Handbook of Inter-Rater "
        "Reliability, 4th ed. 2014.",
    ),
}
