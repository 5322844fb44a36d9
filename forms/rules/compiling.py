"""A tree made into closures, once, so that working a rule out costs little."""

from collections.abc import Callable

from forms.rules.functions import KNOWN
from forms.rules.operators import OPERATORS, Operator
from forms.rules.surroundings import Surroundings
from forms.rules.tree import Call, Chain, Column, Constant, Minus, Own, Reference, Tree
from forms.rules.values import Value, as_boolean, as_number

Work = Callable[[Surroundings], Value]


def compiled(tree: Tree) -> Work:  # noqa: PLR0911 - one return for each kind of part
    """Return the function that works a rule out from its surroundings. It never raises."""
    match tree:
        case Constant(value):
            return lambda _around: value
        case Reference(name):
            return lambda around: around.value(name)
        case Own():
            return lambda around: around.own
        case Column(name):
            return lambda around: around.option(name)
        case Minus(operand, times):
            return _negated(compiled(operand), times)
        case Call():
            return _call(tree)
        case Chain():
            return _chain(tree)


# Long rules are loops over flat lists, never closures within closures: a rule can chain thousands
# of operands, which is more calls than Python lets stand within each other.


def _chain(chain: Chain) -> Work:
    first = compiled(chain.first)
    sign = chain.rest[0][0]
    if sign in ("or", "and"):
        operands = [first]
        operands.extend(compiled(tree) for _, tree in chain.rest)
        return _any(operands) if sign == "or" else _all(operands)
    steps = [(OPERATORS[sign], compiled(tree)) for sign, tree in chain.rest]
    if len(steps) == 1:
        return _pair(first, *steps[0])
    return _steps(first, steps)


def _any(operands: list[Work]) -> Work:
    def work(around: Surroundings) -> Value:
        for operand in operands:  # noqa: SIM110 - a generator would be one more call deep
            if as_boolean(operand(around)):
                return True
        return False

    return work


def _all(operands: list[Work]) -> Work:
    def work(around: Surroundings) -> Value:
        for operand in operands:  # noqa: SIM110
            if not as_boolean(operand(around)):
                return False
        return True

    return work


def _pair(left: Work, operator: Operator, right: Work) -> Work:
    return lambda around: operator(left(around), right(around))


def _steps(first: Work, steps: list[tuple[Operator, Work]]) -> Work:
    def work(around: Surroundings) -> Value:
        value = first(around)
        for operator, operand in steps:
            value = operator(value, operand(around))
        return value

    return work


def _negated(operand: Work, times: int) -> Work:
    if times % 2:
        return lambda around: -as_number(operand(around))
    return lambda around: as_number(operand(around))


def _call(call: Call) -> Work:
    arguments = [compiled(argument) for argument in call.arguments]
    if call.name == "if":
        return _if(*arguments)
    function = KNOWN[call.name]
    work = function.work
    if function.looks_around:
        return lambda around: work(around, *[argument(around) for argument in arguments])
    if len(arguments) == 2:
        one, other = arguments
        return lambda around: work(one(around), other(around))
    return lambda around: work(*[argument(around) for argument in arguments])


def _if(condition: Work, then: Work, otherwise: Work) -> Work:
    return lambda around: then(around) if as_boolean(condition(around)) else otherwise(around)
