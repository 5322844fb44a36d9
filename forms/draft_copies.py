"""A working copy as it travels: never edited where it arrives, known by the hash of its content."""

from functools import cached_property
from typing import Annotated

from pydantic import Field, JsonValue, StringConstraints

from forms.canonical import content_hash
from forms.revisions import MAX_FIELDS, MAX_PARENTS, Hash, Moment, Uid
from forms.wording import Strict


class DraftCopy(Strict):
    """What somebody had typed and not sealed when they handed it on.

    `base` are the revisions it builds on; `author` is whoever typed, "" where nobody said.
    """

    kind: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
    uid: Uid
    tool: Hash | None = None
    author: Annotated[str, StringConstraints(max_length=100)] = ""
    started_at: Moment
    saved_at: Moment
    base: Annotated[tuple[Hash, ...], Field(max_length=MAX_PARENTS)] = ()
    fields: Annotated[dict[str, JsonValue], Field(max_length=MAX_FIELDS)]

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of the canonical content; the base is a set, so its order is sorted.

        Raises ValueError where it holds text or numbers that cannot be written down.
        """
        content = self.model_dump(mode="json")
        content["base"] = sorted(self.base)
        return content_hash({"format": 1, "sealed": False, **content})
