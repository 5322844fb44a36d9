"""Random histories over several databases: whatever happens in whatever order, nothing is lost.

Laptops start, edit, seal, reopen, moderate, dispute, void, amend and hand over; everybody merges
everybody, again and again; conflicts are settled, merges undone, audits erased, programs killed,
clocks set back, laptops cloned. Beside each database stands a plain model of what must be in it.
"""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from db.listing import AuditFilter, Status, list_audits
from db.merging import merge_files
from db.moderating import gradings_before
from db.opening import create_store
from db.tools import list_tools
from db.verifying import verify
from forms.audits import Fields, Manner
from forms.joining import Joined
from tests.stateful.office import AMENDED, START, TOOLS, WORDS, Desk, joined, state_of, waiting

PEOPLE = ("ash", "birch", "lead")
who = st.integers(0, len(PEOPLE) - 1)
which = st.integers(0, 9)
field = st.sampled_from(["strengths", "improvements"])
words_of = st.sampled_from(["title", "introduction"])
GRADES = ("good", "requires_improvement", "inadequate")


def _one(of: list[str], number: int) -> list[str]:
    """Return one of several, or none where there is none."""
    return [of[number % len(of)]] if of else []


class Histories(RuleBasedStateMachine):
    """Three people, their databases, and everything that happens to them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.desks = [
            Desk(name, self.folder, START + timedelta(hours=number))
            for number, name in enumerate(PEOPLE)
        ]
        self.sealed: set[str] = set()
        self.cases = 0

    def _listed(self, desk: Desk, *statuses: Status) -> list[str]:
        found = (
            list_audits(desk.store, AuditFilter(status=each, sort="case")) for each in statuses
        )
        return [row.uid for rows in found for row in rows]

    @initialize()
    def an_ordinary_week(self) -> None:
        """Everybody has graded one audit; everybody has those of all, and a report template."""
        for person in range(len(PEOPLE)):
            self.grade(person)
        self.make_template(0)
        for giver in range(len(PEOPLE)):
            for taker in range(len(PEOPLE)):
                self.merge(giver, taker)

    @rule(person=who, tool=st.sampled_from(TOOLS))
    def start(self, person: int, tool: object) -> None:
        self.cases += 1
        self.desks[person].start(f"C-{self.cases:04}", tool)  # type: ignore[arg-type]

    @rule(person=who, one=which, name=field, word=st.sampled_from(WORDS))
    def edit(self, person: int, one: int, name: str, word: str) -> None:
        desk = self.desks[person]
        for uid in _one(self._listed(desk, "draft", "reopened", "moderating"), one):
            desk.edit(uid, name, word)

    @rule(person=who)
    def grade(self, person: int) -> None:
        """Start, answer and complete at one go, so that there is much to merge."""
        desk = self.desks[person]
        self.start(person, TOOLS[0])
        desk.complete(self._listed(desk, "draft")[-1])

    @rule(person=who, one=which)
    def complete(self, person: int, one: int) -> None:
        desk = self.desks[person]
        for uid in _one([*self._listed(desk, "reopened"), *self._listed(desk, "draft")], one):
            desk.complete(uid)

    @rule(person=who, one=which)
    def reopen(self, person: int, one: int) -> None:
        desk = self.desks[person]
        for uid in _one(self._listed(desk, "completed"), one):
            desk.reopen(uid)

    @rule(person=who, one=which, name=field, word=st.sampled_from(WORDS))
    def correct(self, person: int, one: int, name: str, word: str) -> None:
        """Reopen, change and complete at one go."""
        desk = self.desks[person]
        for uid in _one(self._listed(desk, "completed"), one):
            self._correct(desk, uid, name, word)

    def _correct(self, desk: Desk, uid: str, name: str, word: str) -> None:
        desk.reopen(uid)
        desk.edit(uid, name, word)
        desk.complete(uid)

    @rule(giver=who, taker=who, one=which, names=st.tuples(field, field),
          words=st.permutations(WORDS))  # fmt: skip
    def part_ways(
        self, giver: int, taker: int, one: int, names: tuple[str, str], words: list[str]
    ) -> None:
        """Two people change the same audit, in the same place or not, and meet."""
        first, second = self.desks[giver], self.desks[taker]
        shared = set(self._listed(first, "completed")) & set(self._listed(second, "completed"))
        if first is second:
            return
        for uid in _one(sorted(shared), one):
            alike = len(first.heads(uid)) == 1 and first.heads(uid) == second.heads(uid)
            before = first.fields(uid).get(names[0])
            self._correct(first, uid, names[0], words[0])
            self._correct(second, uid, names[1], words[1])
            self._merge(first, second)
            if alike and names[0] == names[1] and before not in words[:2]:
                assert uid in waiting(second.store), "both changed it: a person must choose"
            if alike and names[0] != names[1]:
                assert second.fields(uid).get(names[0]) == words[0], "one side's change is lost"
                assert second.fields(uid).get(names[1]) == words[1], "one side's change is lost"

    @rule(person=who, one=which, grade=st.sampled_from(GRADES),
          manner=st.sampled_from(["open", "blind"]))  # fmt: skip
    def moderate(self, person: int, one: int, grade: str, manner: Manner) -> None:
        desk = self.desks[person]
        for uid in _one(self._listed(desk, "completed", "moderated", "disputed"), one):
            desk.moderate(uid, grade, manner)
            self._own_grades_are_kept(desk, uid)

    @rule(person=who, one=which)
    def begin_moderation(self, person: int, one: int) -> None:
        desk = self.desks[person]
        for uid in _one(self._listed(desk, "completed"), one):
            desk.begin_moderation(uid)

    @rule(person=who, one=which)
    def seal_moderation(self, person: int, one: int) -> None:
        """Whatever came to the audit meanwhile: it joins, or waits for a person."""
        desk = self.desks[person]
        for uid in _one(self._listed(desk, "moderating"), one):
            desk.seal_moderation(uid)

    @rule(person=who, one=which)
    def dispute(self, person: int, one: int) -> None:
        desk = self.desks[person]
        for uid in _one(self._listed(desk, "moderated"), one):
            desk.dispute(uid)
            self._own_grades_are_kept(desk, uid)

    def _own_grades_are_kept(self, desk: Desk, uid: str) -> None:
        """The auditor's grades can be read beside the moderator's."""
        (auditor,) = gradings_before(desk.store, uid)
        assert auditor.name == desk.fields(uid)["auditor"]
        assert auditor.fields["status"] not in ("moderated", "disputed")

    @rule(person=who, one=which)
    def continue_as_mine(self, person: int, one: int) -> None:
        """Go on with somebody else's working copy; where both seal it, they meet as a conflict."""
        desk = self.desks[person]
        for uid in _one(self._listed(desk, "received"), one):
            desk.continue_as_mine(uid)

    @rule(person=who, one=which)
    def void(self, person: int, one: int) -> None:
        desk = self.desks[person]
        for uid in _one(self._listed(desk, "completed"), one):
            desk.void(uid)

    @rule(person=who)
    def publish(self, person: int) -> None:
        self.desks[person].publish(AMENDED)

    @rule(person=who)
    def make_template(self, person: int) -> None:
        """Make a report template and keep it; its name is nobody else's."""
        desk = self.desks[person]
        self.cases += 1
        desk.draft_template(f"Report {self.cases}")
        desk.keep_template(desk.templates("draft")[-1])

    @rule(person=who, one=which, name=words_of, word=st.sampled_from(WORDS), keep=st.booleans())
    def change_template(self, person: int, one: int, name: str, word: str, *, keep: bool) -> None:
        """Change a template, in a draft that is kept or stays open."""
        desk = self.desks[person]
        for uid in _one(desk.templates("kept"), one):
            desk.reopen_template(uid)
            desk.edit_template(uid, name, word)
            if keep:
                desk.keep_template(uid)

    @rule(person=who, one=which)
    def keep_template(self, person: int, one: int) -> None:
        desk = self.desks[person]
        for uid in _one(desk.templates("reopened"), one):
            desk.keep_template(uid)

    @rule(giver=who, taker=who, one=which, names=st.tuples(words_of, words_of),
          words=st.permutations(WORDS))  # fmt: skip
    def part_ways_over_a_template(
        self, giver: int, taker: int, one: int, names: tuple[str, str], words: list[str]
    ) -> None:
        """Two people change one template, in the same place or not, and meet."""
        first, second = self.desks[giver], self.desks[taker]
        shared = set(first.templates("kept")) & set(second.templates("kept"))
        if first is second:
            return
        for uid in _one(sorted(shared), one):
            alike = len(first.heads(uid)) == 1 and first.heads(uid) == second.heads(uid)
            before = first.fields(uid).get(names[0])
            for desk, name, word in ((first, names[0], words[0]), (second, names[1], words[1])):
                desk.reopen_template(uid)
                desk.edit_template(uid, name, word)
                desk.keep_template(uid)
            self._merge(first, second)
            if alike and names[0] == names[1] and before not in words[:2]:
                assert second.templates("conflict"), "both changed it: a person must choose"
            if alike and names[0] != names[1]:
                assert second.fields(uid).get(names[0]) == words[0], "one side's change is lost"
                assert second.fields(uid).get(names[1]) == words[1], "one side's change is lost"

    @rule(person=who, one=which)
    def void_template(self, person: int, one: int) -> None:
        desk = self.desks[person]
        for uid in _one(desk.templates("kept"), one):
            desk.void_template(uid)

    @rule(person=who, one=which, choose=st.lists(which, min_size=1, max_size=4))
    def settle_template(self, person: int, one: int, choose: list[int]) -> None:
        desk = self.desks[person]
        for uid in _one(desk.templates("conflict"), one):
            desk.settle_template(uid, [str(each) for each in choose])
            assert uid not in desk.templates("conflict")

    @rule(giver=who, taker=who)
    def merge(self, giver: int, taker: int) -> None:
        if giver != taker:
            self._merge(self.desks[giver], self.desks[taker])

    @rule(giver=who, taker=who)
    def hand_over(self, giver: int, taker: int) -> None:
        """By an encrypted file, twice: the second time changes nothing."""
        one, other = self.desks[giver], self.desks[taker]
        if one is other or not one.has_work:
            return
        parcel, key = one.hand_over()
        other.took(other.merge(parcel, key), self._given(one, other))
        other.check()
        again = other.merge(parcel, key)
        assert (again.batch, again.files[0].status) == (None, "already")

    def _merge(self, one: Desk, other: Desk) -> None:
        other.took(other.merge(one.path), self._given(one, other))

    def _given(self, one: Desk, other: Desk) -> set[str]:
        rows = one.store.rows("SELECT hash, uid FROM revision JOIN record ON record.id = record")
        return {str(each) for each, uid in rows if str(uid) not in other.model.erased}

    @rule(person=who, one=which, choose=st.lists(which, min_size=1, max_size=4))
    def settle(self, person: int, one: int, choose: list[int]) -> None:
        desk = self.desks[person]
        for uid in _one(waiting(desk.store), one):
            desk.settle(uid, [str(each) for each in choose])
            assert uid not in waiting(desk.store)

    @rule(person=who, one=which)
    def accept(self, person: int, one: int) -> None:
        """Seal what joined by itself."""
        desk = self.desks[person]
        for uid in _one(joined(desk.store), one):
            desk.accept(uid)

    @rule(person=who, one=which)
    def undo(self, person: int, one: int) -> None:
        desk = self.desks[person]
        for batch in _one([*desk.model.batches], one):
            desk.undo(batch)

    @rule(giver=who, taker=who)
    def merge_and_undo(self, giver: int, taker: int) -> None:
        """Undone at once, a merge leaves exactly what was there before."""
        if giver == taker:
            return
        desk = self.desks[taker]
        before = state_of(desk.store), list_tools(desk.store)
        report = desk.merge(self.desks[giver].path)
        if report.batch:
            desk.took(report, self._given(self.desks[giver], desk))
            assert desk.undo(report.batch)
            assert (state_of(desk.store), list_tools(desk.store)) == before

    @rule(person=who, one=which)
    def erase(self, person: int, one: int) -> None:
        desk = self.desks[person]
        for uid in _one(self._listed(desk, "completed"), one):
            desk.erase(uid)

    @rule(person=who)
    def crash(self, person: int) -> None:
        self.desks[person].crash()

    @rule(person=who)
    def set_clock_back(self, person: int) -> None:
        self.desks[person].set_clock_back()

    @precondition(lambda self: len(self.desks) == len(PEOPLE))
    @rule(person=who)
    def clone(self, person: int) -> None:
        """Set a second laptop up from a copy of the first: both go on, and meet again."""
        self.desks.append(self.desks[person].cloned("clone"))

    @precondition(lambda self: len(self.desks) > len(PEOPLE))
    @rule(taker=who, word=st.sampled_from(WORDS), one=which)
    def meet_the_clone(self, taker: int, word: str, one: int) -> None:
        clone = self.desks[-1]
        for uid in _one(self._listed(clone, "completed"), one):
            clone.reopen(uid)
            clone.edit(uid, "strengths", word)
            clone.complete(uid)
        self._merge(clone, self.desks[taker])

    @invariant()
    def everything_is_there(self) -> None:
        for desk in self.desks:
            desk.check()

    def teardown(self) -> None:
        try:
            self._meet_in_any_order()
        finally:
            for desk in self.desks:
                desk.store.close()
            rmtree(self.folder)

    def _meet_in_any_order(self) -> None:
        """Merged into new databases in any order, all at once or one by one: one state."""
        states = []
        paths = [desk.path for desk in self.desks]
        for number in range(2):
            Random(number).shuffle(paths)
            with create_store(self.folder / f"meeting-{number}.audit") as store:
                for path in [paths] if number else [[each] for each in (*paths, paths[0])]:
                    merge_files(store, path)
                assert verify(store).problems == []
                states.append(state_of(store))
        assert states[0] == states[1]
        assert states[0]["revisions"] == set[str]().union(*(d.model.hashes for d in self.desks))


@pytest.fixture(autouse=True)
def _quick_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.keys.MEMORY_KIB", 64)
    monkeypatch.setattr("db.keys.PASSES", 1)


def _run(examples: int, steps: int, *, same: bool = False) -> None:
    """Walk histories; with `same` the same ones each time, the first that fails as it is."""
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate,) if same else (Phase.generate, Phase.shrink),
            derandomize=same,
        ),
    )


def test_short_histories_lose_nothing() -> None:
    _run(examples=5, steps=20)


@pytest.mark.slow
def test_long_histories_lose_nothing() -> None:
    _run(examples=300, steps=40)


def test_the_histories_see_a_merge_that_decides_by_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Last writer wins, as other programs do it: the test above must fail."""

    def newest_wins(_before: object, sides: Iterable[Fields], *_: object) -> Joined:
        return Joined(dict([*sides][-1]), ())

    monkeypatch.setattr("forms.joining.join", newest_wins)
    with pytest.raises((AssertionError, ExceptionGroup)):
        _run(examples=60, steps=25, same=True)
