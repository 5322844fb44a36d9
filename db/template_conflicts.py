"""Report templates that two people changed in the same place: seen side by side, and settled."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from db.drafts import has_draft
from db.standalone import settle
from db.standalone_states import Version, state_of, versions_of, waits
from db.troubles import StoreTrouble, damaged_if_unreadable
from forms.report_templates import TEMPLATE_KIND, ReportTemplate
from forms.revisions import from_moment
from forms.standalone import STANDALONE
from forms.template_drafts import drafted_template, sealed_template
from forms.template_words import template_label, template_order, template_told

if TYPE_CHECKING:
    from db.store import ReadingStore, Store
    from forms.settling_names import Choice

GONE = "This report template is not in the file any more."
_KIND = STANDALONE[TEMPLATE_KIND]


class TemplateSide(NamedTuple):
    """One version in a conflict: what it is chosen by, who kept it, when and why; and whole."""

    name: Choice
    hash: str
    author: str
    sealed_at: datetime
    act: str
    reason: str
    template: ReportTemplate


class TemplateContest(NamedTuple):
    """A field that versions changed differently: version → what it says there, as words.

    A version that holds nothing there says "".
    """

    field: str
    label: str
    texts: Mapping[Choice, str]


class TemplateConflict(NamedTuple):
    """A conflict as it stands: the sides, what stood before them, and what is to be chosen.

    `joined` is what joined by itself, with `ours` where a person must choose.
    """

    uid: str
    sides: tuple[TemplateSide, ...]
    before: TemplateSide | None
    contests: tuple[TemplateContest, ...]
    joined: ReportTemplate
    has_draft: bool

    @property
    def heads(self) -> tuple[str, ...]:
        """The hashes of the sides; with them `settle_template` knows what was looked at."""
        return tuple(side.hash for side in self.sides)


def template_conflict(store: ReadingStore, uid: str) -> TemplateConflict:
    """Return the conflict of one template.

    Raises StoreTrouble where it is gone, or has one version or versions that join.
    """
    with store.snapshot():
        state = state_of(store, TEMPLATE_KIND, uid)
        if state is None:
            raise StoreTrouble(GONE)
        if not waits(_KIND, state):
            raise StoreTrouble(
                "This report template is not in conflict; there is nothing to settle."
            )
        sides, before = versions_of(store, uid)
        told = (*((before,) if before else ()), *sides)
        contests = [
            TemplateContest(
                field,
                template_label(field),
                {each.name: template_told(field, each.fields.get(field)) for each in told},
            )
            for field in sorted((each.field for each in state.conflicts), key=template_order)
        ]
        ours = {each.field: sides[0].fields.get(each.field) for each in state.conflicts}
        joined = {
            name: value for name, value in {**state.fields, **ours}.items() if value is not None
        }
        return TemplateConflict(
            uid,
            tuple(_side(store, side) for side in sides),
            _side(store, before) if before else None,
            tuple(contests),
            drafted_template(joined).template,
            has_draft(store, uid),
        )


def settle_template(
    store: Store,
    uid: str,
    outcome: Mapping[str, Choice] | ReportTemplate,
    author: str,
    reason: str,
    *,
    shown: Collection[str] = (),
) -> str:
    """Seal what a person made of versions that differ; returns the revision's hash.

    `outcome` is field → the version that it is taken from, for each contest, or the template as
    it shall be; `shown` are the heads that the person looked at. The versions stay in the history.
    Raises AuditAppError, changing nothing, where something is not chosen, a name or a reason is
    missing, a draft is open, or the heads are not those that were shown.
    """
    whole = isinstance(outcome, ReportTemplate)
    fields = outcome.to_fields() if isinstance(outcome, ReportTemplate) else outcome
    return settle(
        store,
        TEMPLATE_KIND,
        uid,
        fields,
        author=author,
        reason=reason,
        whole=whole,
        shown=shown,
    )


def _side(store: ReadingStore, version: Version) -> TemplateSide:
    name, revision, author, sealed_at, act, reason, fields = version
    with damaged_if_unreadable(store.path):
        template = sealed_template(fields)
        return TemplateSide(name, revision, author, from_moment(sealed_at), act, reason, template)
