"""A rule in plain English, for people who design tools and do not read formulas."""

from collections.abc import Callable

from forms.rules.rule import parse_rule
from forms.rules.speaking import (
    BEFORE_AND_AFTER,
    CONDITIONS,
    DAYS,
    FLIPPED,
    MORE_AND_LESS,
    NEGATED_CONDITIONS,
    SPOKEN,
    VALUES,
)
from forms.rules.tree import Call, Chain, Column, Constant, Minus, Own, Reference, Tree
from forms.rules.values import as_boolean, as_text, read_moment

_DATES = ("today", "now", "date", "date-time")


def explained(
    source: str,
    labels: Callable[[str], str],
    answers: Callable[[str, str], str],
    *,
    options: bool = False,
    calculation: bool = False,
) -> str:
    """Return what a rule says: “Was the child seen?” is “No” and “Age” is 4 or more.

    `labels` gives the words of a question or section, `answers` those of a code of a question
    (the code itself where it has none). A `calculation` is said as what it gives, not as when it
    is true. Raises RuleError for a text that is no rule.
    """
    speaker = _Speaker(labels, answers)
    tree = parse_rule(source, options=options).tree
    return speaker.value(tree) if calculation else speaker.condition(tree)


# Loops instead of comprehensions: each of those is a call more on the way down a deep rule.


class _Speaker:
    def __init__(self, labels: Callable[[str], str], answers: Callable[[str, str], str]) -> None:
        self._labels = labels
        self._answers = answers

    def condition(self, tree: Tree, within: str = "") -> str:
        """Say when a part is true; bracketed where “and” and “or” meet."""
        if isinstance(tree, Chain) and tree.rest[0][0] in ("and", "or"):
            return self._joined(tree, within)
        if isinstance(tree, Chain) and tree.rest[0][0] in FLIPPED:
            return self._compared(tree)
        if isinstance(tree, Call) and tree.name in ("not", "boolean"):
            return self._truth(tree.arguments[0], tree.name == "boolean")
        if isinstance(tree, Call) and tree.name in CONDITIONS:
            return CONDITIONS[tree.name].format(*self._said(tree))
        if isinstance(tree, Constant):
            return "always" if as_boolean(tree.value) else "never"
        return f"{self.value(tree)} {'has an answer' if _asked(tree) else 'is neither empty nor 0'}"

    def _joined(self, chain: Chain, within: str) -> str:
        sign = chain.rest[0][0]
        said = [self.condition(chain.first, sign)]
        for _, part in chain.rest:
            said.append(self.condition(part, sign))
        whole = f" {sign} ".join(said)
        return f"({whole})" if within not in ("", sign) else whole

    def _compared(self, chain: Chain) -> str:
        """Say one comparison, or several in a row just as they stand."""
        if len(chain.rest) == 1:
            return self._comparison(chain.first, *chain.rest[0])
        said = self._bracketed(chain.first)
        for sign, part in chain.rest:
            said += f" {MORE_AND_LESS[sign].format(self._bracketed(part))}"
        return said

    def _negated(self, tree: Tree) -> str:
        if isinstance(tree, Chain) and len(tree.rest) == 1 and tree.rest[0][0] in ("=", "!="):
            sign, other = tree.rest[0]
            return self._comparison(tree.first, "=" if sign == "!=" else "!=", other)
        if isinstance(tree, Call) and tree.name in ("not", "boolean"):
            return self._truth(tree.arguments[0], tree.name == "not")
        if isinstance(tree, Call) and tree.name in NEGATED_CONDITIONS:
            return NEGATED_CONDITIONS[tree.name].format(*self._said(tree))
        if _asked(tree):
            return f"{self.value(tree)} has no answer"
        return f"it is not so that {self.condition(tree, 'not')}"

    def _comparison(self, left: Tree, sign: str, right: Tree) -> str:
        """Say a comparison with the question first, wherever it stands."""
        if isinstance(left, Constant) and not isinstance(right, Constant):
            left, sign, right = right, FLIPPED[sign], left
        if sign in ("=", "!=") and isinstance(right, Call) and right.name in ("true", "false"):
            return self._truth(left, (sign == "=") == (right.name == "true"))
        if sign in ("=", "!=") and right == Constant(""):
            return f"{self.value(left)} has {'no' if sign == '=' else 'an'} answer"
        forms = BEFORE_AND_AFTER if _is_date(left) or _is_date(right) else MORE_AND_LESS
        return f"{self.value(left)} {forms[sign].format(self._meant(right, left))}"

    def _truth(self, tree: Tree, wanted: bool) -> str:
        return self.condition(tree) if wanted else self._negated(tree)

    def _said(self, call: Call) -> list[str]:
        """Say the arguments, the second as an answer to the first: selected(${q}, 'code')."""
        said: list[str] = []
        for index, argument in enumerate(call.arguments):
            said.append(self._meant(argument, call.arguments[0]) if index else self.value(argument))
        return said

    def _meant(self, tree: Tree, question: Tree) -> str:
        """Say a value that a question is held against: a code in the words of its answer."""
        if not (isinstance(tree, Constant) and isinstance(question, Reference)):
            return self.value(tree)
        code = as_text(tree.value)
        words = self._answers(question.name, code)
        return self.value(tree) if words == code else f"“{words}”"

    def value(self, tree: Tree) -> str:  # noqa: PLR0911 - one return for each kind of part
        """Say what a part gives."""
        match tree:
            case Constant(str(text)):
                day = read_moment(text)
                return f"{day:%d/%m/%Y}" if day else f"“{text}”"
            case Constant(number):
                return as_text(number)
            case Reference(name):
                return f"“{self._labels(name)}”"
            case Own():
                return "the answer"
            case Column(name):
                return f"the choice’s {name}"
            case Minus(Constant(float(number)), times):
                return as_text(number * (-1) ** times)
            case Minus(operand, times):
                return f"{'minus ' if times % 2 else ''}{self._bracketed(operand)}"
            case Call():
                return self._call(tree)
            case Chain():
                return self._reckoning(tree)

    def _call(self, call: Call) -> str:
        match call:
            case Call("if", (condition, then, otherwise)):
                chosen = f"{self._bracketed(then)} if {self.condition(condition, 'if')}"
                return f"{chosen}, otherwise {self.value(otherwise)}"
            case Call("indexed-repeat", (Constant(name), _, number)):
                return f"“{self._labels(str(name))}” in entry {self._bracketed(number)}"
            case Call("round", (number, decimals)):
                return f"{self._bracketed(number)} rounded to {self.value(decimals)} decimals"
        if call.name in CONDITIONS or call.name in ("not", "boolean"):
            return f"whether {self.condition(call)}"
        said: list[str] = []
        for argument in call.arguments:
            said.append(self._bracketed(argument))
        form = VALUES.get(call.name, f"{call.name} of {{all}}")
        return form.format(*said, all=", ".join(said))

    def _reckoning(self, chain: Chain) -> str:
        sign, other = chain.rest[0]
        if sign not in SPOKEN:
            return f"whether {self.condition(chain, 'whether')}"
        if len(chain.rest) == 1 and _is_date(chain.first) and sign in "+-":
            form = DAYS[sign, _asked(other)]
            return form.format(self.value(chain.first), self._bracketed(other))
        said = self._bracketed(chain.first)
        for sign, part in chain.rest:
            said += f" {SPOKEN[sign]} {self._bracketed(part)}"
        return said

    def _bracketed(self, tree: Tree) -> str:
        said = self.value(tree)
        return f"({said})" if isinstance(tree, Chain) else said


def _asked(tree: Tree) -> bool:
    return isinstance(tree, Reference | Own)


def _is_date(tree: Tree) -> bool:
    """Return whether a part is a date by its looks: today(), today() - 7, '2026-04-02'."""
    while isinstance(tree, Chain):
        if any(_asked(part) or _is_date(part) for _, part in tree.rest):
            return False  # a date less a date is a number of days
        tree = tree.first
    if isinstance(tree, Constant):
        return isinstance(tree.value, str) and read_moment(tree.value) is not None
    return isinstance(tree, Call) and tree.name in _DATES
