"""Texts that were found as rich text: by theme, what was looked for underlined, links to audits."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.palettes import Palette
from ui.widgets.marked_words import as_lines

if TYPE_CHECKING:
    from exports.figures.found_words import Beside, FoundText, FoundWords

SHOW = "audit:"
"""What the address of a way to an audit begins with; its id follows."""
_BESIDE: "dict[Beside, str]" = {
    "strength": "strength",
    "improvement": "for improvement",
    "neither": "not judged",
}


def found_html(found: "FoundWords", palette: Palette) -> str:
    """Return all texts that were found, escaped."""
    return "".join(_parts(found, palette))


def _parts(found: "FoundWords", palette: Palette) -> Iterator[str]:
    for theme in found.themes:
        yield f"<h3>{as_lines(theme.title)} ({theme.number:,})</h3>"
        for text in theme.texts:
            yield f"<p>{_marked(text, palette)}<br>{_told(text, palette)}</p>"
        if len(theme.texts) < theme.number:
            left = theme.number - len(theme.texts)
            yield f"<p><i>{left:,} more under this theme. Search for more words.</i></p>"


def _marked(text: "FoundText", palette: Palette) -> str:
    """Return a text in which what was looked for stands bold and underlined."""
    style = f"color: {palette.info}; background: {palette.info_soft}; text-decoration: underline"
    parts, at = [], 0
    for start, end in text.spans:
        if start < at:  # one word stands in another
            continue
        parts.append(as_lines(text.text[at:start]))
        parts.append(f'<b><span style="{style}">{as_lines(text.text[start:end])}</span></b>')
        at = end
    return "".join([*parts, as_lines(text.text[at:])])


def _told(text: "FoundText", palette: Palette) -> str:
    answer = f" — {text.answer}" if text.answer else ""
    told = as_lines(f"{text.about}{answer} · {_BESIDE[text.beside]}")
    link = f'<a href="{SHOW}{text.audit}" style="color: {palette.accent}">Show this audit</a>'
    return f'<span style="color: {palette.muted}">{told} · </span>{link}'
