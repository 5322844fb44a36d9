"""How commands speak: one JSON document or plain lines on stdout, sentences on stderr."""

import json
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence

from forms.errors import AuditAppError, Problem, ProblemsFound

_STEERING = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")
"""What would steer a terminal, or turn the writing about, instead of being shown."""


class WrongUsage(Exception):
    """Options that are right one by one but not together; the command leaves with 2."""


def print_json(document: object) -> None:
    """Print one JSON document on stdout."""
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    sys.stdout.write(f"{text}\n")


def print_lines(lines: Iterable[str]) -> None:
    """Print lines for people on stdout."""
    sys.stdout.write("".join(f"{_tame(line)}\n" for line in lines))


def say(sentence: str) -> None:
    """Tell the person something on stderr, apart from the command's output."""
    sys.stderr.write(f"{_tame(sentence)}\n")
    sys.stderr.flush()


def _tame(text: str) -> str:
    """Return a text in which whatever would steer the terminal is a sign that is only shown."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text)


def print_trouble(error: AuditAppError, *, as_json: bool) -> None:
    """Tell known trouble: a sentence on stderr, and as a document where JSON was asked for."""
    say(str(error))
    if as_json:
        problems = error.problems if isinstance(error, ProblemsFound) else ()
        print_json({"error": str(error).partition("\n")[0], "problems": as_plain(problems)})


def as_plain(problems: Sequence[Problem]) -> list[dict[str, str | int]]:
    """Return problems as JSON objects; `sheet` stands only where there is one."""
    return [
        {name: value for name, value in problem._asdict().items() if name != "sheet" or value}
        for problem in problems
    ]


def aligned(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> Iterator[str]:
    """Yield rows of cells as lines in columns; those numbered in `right` end flush."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell.rjust(width) if number in right else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def amount(number: int, one: str, many: str = "") -> str:
    """Return `1 audit` or `1,057 audits`; the plural adds an s unless given."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
