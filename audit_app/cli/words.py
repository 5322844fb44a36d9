"""`words`: which words auditors use often, and where they wrote what somebody looks for."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from audit_app.cli.output import WrongUsage, aligned, print_json, print_lines, say
from audit_app.cli.parsing import add_command
from audit_app.cli.scope import add_scope_options, check_tool, scope_of
from audit_app.cli.secrets import key_for

if TYPE_CHECKING:
    from exports.figures.found_words import FoundText, FoundWords
    from exports.figures.terms_data import TermsData

_WIDTH = 96


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the command to the command line."""
    words = add_command(
        commands,
        "words",
        run_words,
        "count the words auditors use by theme, or find what they wrote",
        more="For internal use: what is found stands as auditors wrote it.",
        example="audit-app words --db merged.audit --tool thresholds --search advocate",
    )
    add_scope_options(words)
    words.add_argument(
        "--search", metavar="WORDS", help="print the texts that hold every one of these words"
    )
    words.add_argument(
        "--together", action="store_true", help="look for the words of --search as they stand"
    )


def run_words(options: Namespace) -> int:
    """Print frequent words by theme, or with --search the texts that hold some."""
    from db.opening import open_reading
    from exports.figures.reports.terms_used import terms_of
    from exports.figures.reports.words_found import words_found
    from exports.figures.terms_data import TermsData

    if options.together and not options.search:
        raise WrongUsage("--together says how to --search; give the words to look for")
    scope = scope_of(options)
    database = Path(options.db)
    found: FoundWords | TermsData
    with open_reading(database, key_for(database, options)) as store:
        check_tool(store, scope.tool_id)
        if options.search:
            found = words_found(store, scope, options.search, together=options.together)
        else:
            found = terms_of(store, scope)
    if options.json:
        print_json(found.model_dump())
        return 0
    print_lines(_term_lines(found) if isinstance(found, TermsData) else _found_lines(found))
    for sentence in _remarks(found):
        say(sentence)
    return 0


def _term_lines(found: "TermsData") -> Iterator[str]:
    for theme in found.themes:
        yield theme.title
        rows = [(each.term, each.strengths, each.improvements) for each in theme.terms]
        head = ("  Word", "Strengths", "Improvements")
        cells = [head, *((f"  {term}", f"{good:,}", f"{weak:,}") for term, good, weak in rows)]
        yield from aligned(cells, right=(1, 2))


def _found_lines(found: "FoundWords") -> Iterator[str]:
    for theme in found.themes:
        yield f"{theme.title}: {theme.number:,}"
        for text in theme.texts:
            yield f"  {text.audit}  {_about(text)}"
            yield from (f"    {line}" for line in wrap(text.text, _WIDTH))


def _about(text: "FoundText") -> str:
    return f"{text.about} — {text.answer}" if text.answer else text.about


def _remarks(found: "TermsData | FoundWords") -> Iterator[str]:
    from exports.figures.terms_data import TermsData

    if isinstance(found, TermsData):
        yield from found.limits if found.themes else ["No word stands in two audits."]
        return
    audits = f"{found.audits:,} {'audit' if found.audits == 1 else 'audits'}"
    yield f"Found in {found.number:,} {'text' if found.number == 1 else 'texts'} of {audits}."
    if found.left_out:
        yield f"{found.left_out:,} of them are not shown: narrow the search."
