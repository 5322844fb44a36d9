"""The tool on the bench, with what was published of it and the languages it is written in."""

from collections.abc import Mapping

from forms.designing.offers import languages_of
from forms.designing.outline import TOOL, nearest
from forms.designing.plain import Path, Plain, text_at
from forms.designing.published import Published
from forms.scales import Scale
from ui.designer.bench import Bench
from ui.designer.words import property_name


class Workshop(Bench):
    """The one way to change the tool under design, whose parts are the lines of its outline."""

    def __init__(self, library: Mapping[str, Scale]) -> None:
        super().__init__(nearest, property_name)
        self.library = dict(library)
        self.published = Published()

    def open(self, data: Plain, published: Published) -> None:
        """Put another tool on the bench; the names in `published` can never change."""
        self.published = published
        self.lay(data)

    def id_is_fixed(self, path: Path) -> bool:
        """Return whether the id at a path was published and so cannot change."""
        if path == TOOL:
            return bool(self.published.ids)
        return text_at(self.data, (*path, "id")) in self.published.ids

    def speak(self, language: str) -> None:
        """Write and show words in this language of the tool; "" is its first."""
        self.settling.emit()
        self.language = language
        self.spoken.emit()

    def note_change(self) -> None:
        """Go back to the first language when the one in use was taken out."""
        later = {code for code, _ in languages_of(self.data)[1:]}
        if self.language and self.language not in later:
            self.language = ""
            self.spoken.emit()
