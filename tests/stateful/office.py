"""Several laptops and a lead, and beside each database the plainest model of what must be in it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy

from db.drafts import discard_draft, save_field
from db.erasing import erase
from db.handing_over import hand_over
from db.keys import DataKey, unlock
from db.merge_report import MergeReport
from db.merging import merge_files
from db.moderating import begin_moderation, dispute, moderate, seal_moderation
from db.opening import create_store, open_store
from db.projection import current_state
from db.received_drafts import continue_as_mine, received_drafts
from db.report_templates import (
    draft_template,
    edit_template,
    keep_template,
    list_templates,
    open_template,
    settle_template,
    template_conflict,
    void_template,
)
from db.revisions import each_stored
from db.sealing import (
    complete_audit,
    load_current_audit,
    reopen_audit,
    start_audit,
    void_audit,
)
from db.settling import accept_joined, conflict_of, conflicts, settle
from db.standalone_states import uids_of
from db.store import ReadingStore
from db.tool_versions import publish_tool
from db.troubles import StoreTrouble
from db.unmerging import unmerge
from db.verifying import verify
from forms.audits import Fields, Manner
from forms.report_templates import TEMPLATE_KIND, ReportTemplate
from forms.settling_names import WHOLE
from forms.tool_files import read_tool
from forms.tools import AuditTool
from tests.db.making import MINI, an_audit, mini_tool, stricter_tool

TOOLS: tuple[AuditTool, ...] = (mini_tool(), stricter_tool())
AMENDED = read_tool(MINI.replace(b'version: "1.0"', b'version: "1.1"'), "mini.yaml")
PASSPHRASE = "five quiet green lamps"
WORDS = ("Seen alone.", "Drawings on file.", "Nobody asked.")


@dataclass
class Model:
    """What a database must hold: hashes made here, those of each merge, and records erased."""

    own: set[str] = field(default_factory=set)
    batches: dict[str, set[str]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)

    @property
    def hashes(self) -> set[str]:
        return self.own.union(*self.batches.values())

    def forget(self, hashes: set[str]) -> None:
        self.own -= hashes
        self.batches = {batch: several - hashes for batch, several in self.batches.items()}


class Desk:
    """One person's database, worked in through the program, with its model beside it."""

    def __init__(self, name: str, folder: Path, start: datetime) -> None:
        self.name = name
        self.path = folder / f"{name}.audit"
        self.model = Model()
        self._now = start
        self._parcels = 0
        self.store = create_store(self.path, self.clock)

    def clock(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now

    def set_clock_back(self) -> None:
        self._now -= timedelta(days=2)

    # What an auditor does

    def start(self, case: str, tool: AuditTool) -> None:
        start_audit(self.store, tool, an_audit(case, self.name))

    def edit(self, uid: str, name: str, value: str) -> None:
        save_field(self.store, uid, name, value)

    def complete(self, uid: str) -> None:
        self.model.own.add(complete_audit(self.store, uid, self.name))

    def reopen(self, uid: str) -> None:
        reopen_audit(self.store, uid, self.name)

    def discard(self, uid: str) -> None:
        discard_draft(self.store, uid)

    def continue_as_mine(self, uid: str) -> None:
        continue_as_mine(self.store, uid, self.name)

    def void(self, uid: str) -> None:
        self.model.own.add(void_audit(self.store, uid, self.name, "Not in the sample."))

    def moderate(self, uid: str, grade: str, manner: Manner) -> None:
        """Seal a second person's grade at one go."""
        _, audit = load_current_audit(self.store, uid)
        typed = audit.model_copy(
            update={"overall": grade, "status": "moderated", "moderation": manner}
        )
        made, _ = moderate(self.store, uid, self.moderator, typed, "Seen otherwise.")
        self.model.own.add(made)

    def begin_moderation(self, uid: str) -> None:
        begin_moderation(self.store, uid, self.moderator)

    def seal_moderation(self, uid: str) -> None:
        made = seal_moderation(self.store, uid, self.moderator, "Seen otherwise.")
        self.model.own.add(made)

    def dispute(self, uid: str) -> None:
        self.model.own.add(dispute(self.store, uid, self.name, "Not as we know the file."))

    @property
    def moderator(self) -> str:
        """Whoever moderates at this desk, who audits nothing."""
        return f"{self.name} as moderator"

    def publish(self, tool: AuditTool) -> None:
        publish_tool(self.store, tool, self.name)
        self.model.own |= hashes(self.store) - self.model.hashes

    def draft_template(self, name: str) -> None:
        draft_template(self.store, ReportTemplate(name=name, tool="mini"), self.name)

    def edit_template(self, uid: str, field: str, word: str) -> None:
        save_field(self.store, uid, field, word)

    def keep_template(self, uid: str) -> None:
        """Keep a draft; one that changed nothing seals nothing."""
        before = hashes(self.store)
        keep_template(self.store, uid, self.name)
        self.model.own |= hashes(self.store) - before

    def reopen_template(self, uid: str) -> None:
        edit_template(self.store, uid, self.name)

    def void_template(self, uid: str) -> None:
        self.model.own.add(void_template(self.store, uid, self.name, "Not needed."))

    def templates(self, *statuses: str) -> list[str]:
        """Return the templates that stand so, by name."""
        rows = list_templates(self.store)
        return [r.uid for r in rows if open_template(self.store, r.uid).status in statuses]

    # What a lead does

    def settle_template(self, uid: str, choose: list[str]) -> None:
        """Settle a template's conflict; `choose` is drawn from again and again."""
        conflict = template_conflict(self.store, uid)
        choices = {
            each.field: [*each.texts][int(choose[number % len(choose)]) % len(each.texts)]
            for number, each in enumerate(conflict.contests)
        }
        self.model.own.add(settle_template(self.store, uid, choices, self.name, "Agreed."))

    def settle(self, uid: str, choose: list[str]) -> None:
        """Settle a conflict; `choose` is drawn from again and again."""
        conflict = conflict_of(self.store, uid)
        names = [*conflict.versions]
        wanted = [WHOLE] if conflict.standoff is None else [*conflict.standoff.contests]
        sides = [side.name for side in conflict.sides]
        offered = sides if conflict.standoff is None else names
        choices = {
            each: offered[int(choose[number % len(choose)]) % len(offered)]
            for number, each in enumerate(wanted)
        }
        self.model.own.add(settle(self.store, uid, choices, "The file says so.", self.name))

    def accept(self, uid: str) -> None:
        self.model.own.add(accept_joined(self.store, uid, self.name))

    def merge(self, path: Path, key: DataKey | None = None) -> MergeReport:
        """Merge a file, tried out first; the model takes over what is in the file."""
        keys = {path: key} if key else {}
        expected = merge_files(self.store, [path], dry_run=True, keys=keys)
        report = merge_files(self.store, [path], keys=keys)
        assert (expected.audits, expected.set_aside) == (report.audits, report.set_aside)
        assert expected.others == report.others
        assert report.set_aside == []
        return report

    def took(self, report: MergeReport, given: set[str]) -> None:
        if report.batch:
            self.model.batches[report.batch] = set(given)

    @property
    def has_work(self) -> bool:
        """Whether there is anything to hand over."""
        drafts = "SELECT count(*) FROM draft"
        return bool(self.model.hashes) or self.store.number(drafts) > 0

    def hand_over(self) -> tuple[Path, DataKey]:
        """Hand everything over as one encrypted file."""
        self._parcels += 1
        target = self.path.with_name(f"{self.name}-{self._parcels}.handover")
        hand_over(self.store, target, PASSPHRASE, author=self.name)
        key = unlock(target, PASSPHRASE)
        assert key
        return target, key

    def undo(self, batch: str) -> bool:
        """Take a merge back; where that is refused, nothing changed."""
        try:
            unmerge(self.store, batch)
        except StoreTrouble:
            return False
        del self.model.batches[batch]
        return True

    def erase(self, uid: str) -> None:
        gone = {each.hash for _, each in each_stored(self.store) if each.record == uid}
        erase(self.store, [uid], self.name, "Past its time.")
        self.model.erased.add(uid)
        self.model.forget(gone)

    # What happens to a laptop

    def crash(self) -> None:
        """Go on from the files as they lie, as after kill -9: nothing is closed."""
        lying = [self.path, self.path.with_name(f"{self.path.name}-wal")]
        kept = {each: each.read_bytes() for each in lying if each.exists()}
        self.store.close()
        for each, content in kept.items():
            each.write_bytes(content)
        self.store = open_store(self.path, self.clock)

    def cloned(self, name: str) -> "Desk":
        """Return a second laptop set up from a copy of this one's disk."""
        other = Desk.__new__(Desk)
        other.name, other._now, other._parcels = name, self._now, 0
        other.path = self.path.with_name(f"{name}.audit")
        other.model = Model(set(self.model.own), {}, set(self.model.erased))
        other.model.batches = {key: set(value) for key, value in self.model.batches.items()}
        self.store.close()
        copy(self.path, other.path)
        self.store = open_store(self.path, self.clock)
        other.store = open_store(other.path, other.clock)
        return other

    def fields(self, uid: str) -> Fields:
        """Return how an audit stands here."""
        state = current_state(self.store, uid)
        return state.fields if state else {}

    def heads(self, uid: str) -> tuple[str, ...]:
        """Return the hashes of the versions that nobody builds on here."""
        state = current_state(self.store, uid)
        return tuple(head.hash for head in state.heads) if state else ()

    def check(self) -> None:
        """The file is sound and holds exactly what it must."""
        assert hashes(self.store) == self.model.hashes
        assert verify(self.store).problems == []


def hashes(store: ReadingStore) -> set[str]:
    return {str(row[0]) for row in store.rows("SELECT hash FROM revision")}


def waiting(store: ReadingStore) -> list[str]:
    """Return the audits in conflict that nobody has open as a draft."""
    return [row.uid for row in conflicts(store) if not row.has_draft]


def joined(store: ReadingStore) -> list[str]:
    """Return the audits of several versions that joined by themselves, and are no draft here."""
    rows = store.rows(
        "SELECT uid FROM current_audit JOIN record ON record.id = current_audit.record "
        "WHERE conflicts = 0 AND uid NOT IN (SELECT uid FROM draft) AND 1 < (SELECT count(*) "
        "FROM revision WHERE revision.record = record.id "
        "AND revision.id NOT IN (SELECT parent FROM revision_parent)) ORDER BY uid"
    )
    return [str(row[0]) for row in rows]


def state_of(store: ReadingStore) -> dict[str, object]:
    """Return the logical state: all that people see, without this file's own numbers."""
    rows = store.rows(
        "SELECT record.uid, tool.hash, status, conflicts, case_reference, auditor, audited_on, "
        "overall, attributes, sealed_at FROM current_audit JOIN record ON record.id = record "
        "JOIN tool ON tool.id = tool"
    )
    facts = store.rows(
        "SELECT record.uid, name, code, revision.hash FROM current_fact "
        "JOIN record ON record.id = current_fact.record JOIN field ON field.id = field "
        "LEFT JOIN revision ON revision.id = source"
    )
    fields = {str(row[0]): current_state(store, str(row[0])) for row in rows}
    templates = [(uid, current_state(store, uid)) for uid in uids_of(store, TEMPLATE_KIND)]
    return {
        "templates": {
            uid: (state.fields, {each.field for each in state.conflicts})
            for uid, state in templates
            if state
        },
        "audits": sorted(map(repr, rows)),
        "facts": sorted(map(repr, facts)),
        "fields": {uid: state.fields for uid, state in fields.items() if state},
        "revisions": hashes(store),
        "drafts": sorted(draft.hash for draft in received_drafts(store)),
    }


START = datetime(2026, 5, 1, 9, tzinfo=UTC)
