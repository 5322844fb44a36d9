"""Every function of rules, and those of ODK that an audit tool has no use for, with the reason."""

from collections.abc import Mapping
from typing import NamedTuple

from forms.rules.answer_functions import ANSWER_FUNCTIONS
from forms.rules.date_functions import DATE_FUNCTIONS
from forms.rules.function import Function
from forms.rules.number_functions import NUMBER_FUNCTIONS
from forms.rules.text_functions import TEXT_FUNCTIONS

KNOWN: dict[str, Function] = {
    **ANSWER_FUNCTIONS,
    **TEXT_FUNCTIONS,
    **NUMBER_FUNCTIONS,
    **DATE_FUNCTIONS,
}

CLOCK = frozenset(("today", "now"))
"""Functions whose value changes by itself."""


class FunctionHelp(NamedTuple):
    """How a function is written, and what it gives in a line."""

    signature: str
    description: str


FUNCTIONS: Mapping[str, FunctionHelp] = {
    name: FunctionHelp(function.signature, function.description)
    for name, function in sorted(KNOWN.items())
}
"""Help for every function, by name."""

_CHANCE = "an audit must come out the same each time"
_PLACE = "an audit tool has no questions about places on a map"
_ELSEWHERE = "an audit tool has no data beside its questions"
_TREE = "a rule sees answers, not a document"
_CODED = "answers are not coded"

REFUSED: dict[str, str] = {
    **dict.fromkeys(("random", "randomize", "uuid"), _CHANCE),
    **dict.fromkeys(
        ("area", "distance", "enclosed-area", "geofence", "intersects", "geodistance"), _PLACE
    ),
    **dict.fromkeys(("instance", "pulldata", "search", "lookup", "itemset"), _ELSEWHERE),
    **dict.fromkeys(
        ("last", "id", "name", "local-name", "namespace-uri", "lang", "text", "node"), _TREE
    ),
    **dict.fromkeys(("digest", "base64-decode", "base64-encode", "extract-signed"), _CODED),
    "current": "use ${name} instead",
    "jr:itext": "translations belong to the labels",
    "property": "an audit tool knows nothing of the device",
    "version": "the version is no answer; it stands on every page",
}
"""Why a function is not there, by name."""
