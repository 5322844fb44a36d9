"""The models that tools are made of: what they refuse, how they grow, their words in languages."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, ClassVar, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    field_validator,
    model_serializer,
)

ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
LongText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]
LanguageCode = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,20}(-[A-Za-z0-9]{1,8}){0,3}$", max_length=40)
]
Translations = dict[LanguageCode, dict[str, LongText]]
"""Language → name of a field → its words in that language."""


class Strict(BaseModel):
    """A frozen model that refuses what it does not know, and numbers that JSON cannot write."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def model_copy(self, *, update: Mapping[str, object] | None = None, deep: bool = False) -> Self:
        """Return a copy that works out anew what depends on its fields, such as a hash."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


class Growing(Strict):
    """A part of a tool that may gain fields without changing what older tools hash to.

    Fields named in `LATER` are written down only where they are not as they are left out, so
    that a tool made before them keeps its content hash.
    """

    LATER: ClassVar[frozenset[str]] = frozenset()

    @model_serializer(mode="wrap")
    def _without_later_defaults(self, handler: SerializerFunctionWrapHandler) -> dict[str, object]:
        content: dict[str, object] = handler(self)
        for name, default in _later_defaults(type(self)).items():
            if getattr(self, name) == default:
                content.pop(name, None)
        return content

    @classmethod
    def later(cls) -> frozenset[str]:
        """Return the names of the fields that came later."""
        return cls.LATER


@cache
def _later_defaults(model: type[Growing]) -> dict[str, object]:
    """Return what each later field is when it is left out; looked up once, tools have thousands."""
    return {
        name: info.get_default(call_default_factory=True, validated_data={})
        for name, info in model.model_fields.items()
        if name in model.later()
    }


class Translated(Growing):
    """A part of a tool whose words may stand in several languages.

    The fields in `TRANSLATABLE` hold the words of the tool's first language; `translations`
    holds those of the others.
    """

    TRANSLATABLE: ClassVar[tuple[str, ...]] = ()

    translations: Translations = Field(default_factory=dict)

    @classmethod
    def later(cls) -> frozenset[str]:
        """Return the names of the fields that came later; words in languages did everywhere."""
        return cls.LATER | {"translations"}

    @field_validator("translations")
    @classmethod
    def _names_are_known(cls, translations: Translations) -> Translations:
        unknown = {name for words in translations.values() for name in words} - set(
            cls.TRANSLATABLE
        )
        if unknown:
            known = ", ".join(cls.TRANSLATABLE)
            raise ValueError(f"“{min(unknown)}” cannot be translated here (only {known})")
        return translations

    def in_language(self, language: str) -> Self:
        """Return this part, and every part in it, with its words in a language.

        Where a translation is missing or empty, the words of the first language stand.
        """
        words = {name: text for name, text in self.translations.get(language, {}).items() if text}
        changed: dict[str, object] = dict(words)
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, Translated):
                changed[name] = value.in_language(language)
            elif isinstance(value, tuple) and any(isinstance(part, Translated) for part in value):
                changed[name] = tuple(_in_language(part, language) for part in value)
        return self.model_copy(update=changed) if changed else self


def _in_language(part: object, language: str) -> object:
    return part.in_language(language) if isinstance(part, Translated) else part
