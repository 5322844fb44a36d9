"""What a reading process that was taken over may send: nothing false is ever written down."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.importing import inspection
from db.importing.ahead import Source
from db.importing.inspection import Inspection
from db.importing.packing import Unpacking
from db.importing.parcels import (
    Arrived,
    Claims,
    Done,
    Parcel,
    Refused,
    Rows,
    Skimmed,
    answer,
    is_question,
)
from db.importing.reading import Task, parcels_of
from db.importing.worker import NOT_OURS, Answerer
from db.merging import merge_files
from db.opening import create_store
from db.sealing import complete_audit, start_audit
from db.store import Store
from db.verifying import verify
from forms.canonical import canonical_bytes
from forms.revisions import RevisionHead
from tests.db.making import an_audit, mini_tool, ticking_clock

Tampering = Callable[[list[bytes]], list[bytes]]


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """What is sent of a file of two audits and a draft, where all is wanted."""
    folder = tmp_path_factory.mktemp("honest")
    path = folder / "received.audit"
    with create_store(path, ticking_clock()) as store:
        for case in ("C-1", "C-2"):
            complete_audit(store, start_audit(store, mini_tool(), an_audit(case)), "auditor-01")
        start_audit(store, mini_tool(), an_audit("C-3"))
    reading = parcels_of(Task(path, folder, None, skim=False))
    parcels = [next(reading)]
    try:
        while True:
            asks = is_question(parcels[-1])
            parcels.append(reading.send(answer([0, 1])) if asks else next(reading))
    except StopIteration:
        return parcels


def _inspected(contents: Sequence[bytes], answerer: Answerer | None = None) -> Iterator[Parcel]:
    unpacking, inspected = Unpacking(), Inspection()
    for content in contents:
        parcel = unpacking.parcel(content)
        inspected.inspect(parcel)
        if isinstance(parcel, Claims):
            every = [*range(len(parcel.claims))]
            inspected.expect(parcel, answerer(parcel) if answerer else every)
        yield parcel


def _merged(store: Store, contents: Sequence[bytes], monkeypatch: pytest.MonkeyPatch) -> str:
    """Merge what is sent, as the parent does; returns the file's status."""

    def parcels(answerer: Answerer) -> Iterator[Parcel]:
        try:
            for parcel in _inspected(contents, answerer):
                yield parcel
                if isinstance(parcel, Done | Refused):
                    return
            yield Refused("it ended early")
        except NOT_OURS:
            yield Refused("it broke")

    @contextmanager
    def sent(
        sources: Sequence[Source], folder: Path | None, answerer: Answerer, *, skim: bool
    ) -> Iterator[Iterator[Iterator[Parcel]]]:
        yield (parcels(answerer) for _ in sources)

    with monkeypatch.context() as patched:
        patched.setattr("db.merging.read_ahead", sent)
        return merge_files(store, [Path("received.audit")]).files[0].status


def test_what_an_honest_process_sends_passes(
    honest: list[bytes], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _merged(store, honest, monkeypatch) == "merged"
    assert store.number("SELECT count(*) FROM revision") == 2
    assert store.number("SELECT count(*) FROM received_draft") == 1
    assert verify(store).ok


def _edited(kind: bytes, edit: Callable[[str], str]) -> Tampering:
    """Change the text of the parcels of a kind."""

    def tamper(parcels: list[bytes]) -> list[bytes]:
        changed = [
            kind + edit(each[1:].decode()).encode() if each[:1] == kind else each
            for each in parcels
        ]
        assert changed != parcels, "the tampering does nothing"
        return changed

    return tamper


def _replaced(kind: bytes, old: str, new: str) -> Tampering:
    return _edited(kind, lambda text: text.replace(old, new, 1))


def _heads(edit: Callable[[dict[str, object]], object]) -> Tampering:
    """Change a revision's row, leaving its values and codes alone."""

    def edited(text: str) -> str:
        head, *others = text.split("\x1e")
        content = json.loads(head)
        edit(content)
        return "\x1e".join([json.dumps(content), *others])

    return _edited(b"R", edited)


def _row(place: int, value: object) -> Tampering:
    """Change one part of the first row: 0 id, 1 head, 2 fields, 3 listed, 4 coded."""
    return _heads(lambda content: content[1][0].__setitem__(place, value))  # type: ignore[index]


def _head(name: str, value: object) -> Tampering:
    return _heads(lambda content: content[1][0][1].__setitem__(name, value))  # type: ignore[index]


def _listed(place: int, value: object) -> Tampering:
    return _heads(lambda content: content[1][0][3].__setitem__(place, value))  # type: ignore[index]


def _layout(edit: Callable[[list[str]], object], place: int = 0) -> Tampering:
    return _heads(lambda content: edit(content[0][place]))  # type: ignore[index]


def _sealed_otherwise(edit: Callable[[str], str]) -> Tampering:
    """Write the first audit's last value otherwise, with a claim and a hash that fit it."""

    def tamper(parcels: list[bytes]) -> list[bytes]:
        rows = next(each for each in parcels if each[:1] == b"R")
        head, values, codes = rows[1:].decode().split("\x1e")
        layouts, ((uid, sealed, fields, *_), *_) = json.loads(head)
        names, lines = layouts[fields], values.split("\n")
        lines[len(names) - 1] = edit(lines[len(names) - 1])
        pairs = zip(names, lines, strict=False)
        written = ",".join(f"{canonical_bytes(name).decode()}:{value}" for name, value in pairs)
        lie = RevisionHead.model_validate(sealed).id_with(f"{{{written}}}")
        changed = b"R" + "\x1e".join([head, "\n".join(lines), codes]).encode()
        sent = [changed if each is rows else each for each in parcels]
        return [each.replace(uid.encode(), lie.encode()) for each in sent]

    return tamper


def _two_in_one(text: str) -> str:
    """Put two values that follow each other into one; joined again, they fit the hash."""
    head, values, codes = text.split("\x1e")
    layouts, rows = json.loads(head)
    lines = values.split("\n")
    number, count = rows[0][2], len(layouts[rows[0][2]])
    both = f'{lines[0]},"{layouts[number][1]}":{lines[1]}'
    rows[0][2] = len(layouts)
    layouts.append([layouts[number][0], *layouts[number][2:]])
    lines = [both, *lines[2:count], *lines[count:]]
    return "\x1e".join([json.dumps([layouts, rows]), "\n".join(lines), codes])


NOBODY = "00000000-0000-7000-8000-000000000000"
TAMPERED: dict[str, Tampering] = {
    "nothing at all": lambda _: [b""],
    "an unknown kind": lambda parcels: [b"Z", *parcels],
    "no JSON": lambda parcels: [*parcels[:1], b"C[[", *parcels[1:]],
    "bytes that are no text": lambda parcels: [*parcels[:1], b"R\xff\xff", *parcels[1:]],
    "depth without end": lambda parcels: [*parcels[:1], b"C" + b"[" * 100_000, *parcels[1:]],
    "content before the arrival": lambda parcels: parcels[1:],
    "two arrivals": lambda parcels: [parcels[0], *parcels],
    "a second look": lambda parcels: [parcels[0], b'S["' + b"0" * 64 + b'"]', *parcels[1:]],
    "an arrival that is no hash": _edited(b"A", lambda _: '["x"]'),
    "a note without end": _edited(b"A", lambda _: json.dumps(["0" * 64, *["x" * 5_000] * 5])),
    "rows that nobody claimed": lambda parcels: [p for p in parcels if p[:1] != b"C"],
    "rows twice": lambda parcels: [
        p for each in parcels for p in [each] * (1 + (each[:1] == b"R"))
    ],
    "a tool left out": lambda parcels: [p for p in parcels if p[:1] != b"T"],
    "a claim of a bad hash": _edited(b"C", lambda _: '[[["secret","secret","audit"]]]'),
    "a million claims": lambda parcels: [
        parcels[0], b"C[[%s]]" % b",".join([b'["?","?","audit"]'] * 500_001), *parcels[1:]
    ],
    "another kind's claim": _replaced(b"C", '"audit"', '"report_template"'),
    "another record's claim": _edited(
        b"C", lambda text: text.replace(json.loads(text)[0][0][1], NOBODY)
    ),
    "reasons without end": lambda parcels: [
        parcels[0], b"X" + json.dumps([[["?", "x" * 5_000]]]).encode(), *parcels[1:]
    ],
    "an id that is text": lambda parcels: [parcels[0], b'X[[["secret","why"]]]', *parcels[1:]],
    "another hash": _row(0, "0" * 64),
    "another author": _head("author", "somebody else"),
    "another day": _head("sealed_at", "2027-01-01T00:00:00.000000Z"),
    "an unknown act": _head("act", "conjured"),
    "an unknown kind of record": _head("kind", "spell"),
    "a tool's record": _head("kind", "tool"),
    "a report template": _head("kind", "report_template"),
    "a parent that is none": _head("parents", ["0" * 64]),
    "too many parents": _head("parents", ["0" * 64] * 100),
    "a layout that does not exist": _row(2, 99),
    "the last layout, counted backwards": _row(2, -1),
    "listed as nothing": _row(3, None),
    "listed as another case": _listed(2, "another"),
    "listed as another auditor": _listed(4, "another"),
    "listed with another grade": _listed(6, "outstanding"),
    "conflicts without end": _listed(1, 1 << 80),
    "an altered value": _replaced(b"R", "Drawings", "Paintings"),
    "one value too many": _replaced(b"R", "\n", "\n1\n"),
    "one value too few": _replaced(b"R", "\n", ""),
    "a value that is no JSON": _replaced(b"R", '{"answer"', '{"answer'),
    "a code that no question has": _replaced(b"R", "\nyes\n", "\nmaybe\n"),
    "not canonical, with a hash that fits": _sealed_otherwise(" %s".__mod__),
    "two values in one, with a hash that fits": _sealed_otherwise('%s,"untold":"x"'.__mod__),
    "two values in one": _edited(b"R", _two_in_one),
    "fields out of order": _layout(list.reverse),
    "a field twice": _layout(lambda names: names.__setitem__(1, names[0])),
    "a field without end": _layout(lambda names: names.__setitem__(-1, "z" * 5_000)),
    "codes of no question": _layout(lambda names: names.__setitem__(0, "finding.q9"), 1),
    "codes of nothing": _layout(lambda names: names.__setitem__(0, "secret"), 1),
    "a code twice": _layout(lambda names: names.__setitem__(1, names[0]), 1),
    "another tool": _replaced(b"T", "How well?", "How badly?"),
    "a rule that cannot be read": _replaced(b"T", "${q1} = 'yes'", "((("),
    "a draft without its tool": _edited(b"D", lambda text: json.dumps([json.loads(text)[0], []])),
    "a draft of no kind": _replaced(b"D", '"kind":"audit"', '"kind":"spell"'),
    "a draft that answers what nobody asks": _replaced(b"D", "finding.q1", "finding.q9"),
    "names without end": lambda parcels: [
        *parcels[:-1],
        b"R%s\x1e\x1e" % json.dumps([[[f"n{n}" for n in range(500_001)]], []]).encode(),
    ],
    "an unknown tool of a draft": _edited(
        b"D", lambda text: json.dumps([json.loads(text)[0], ["0" * 64]])
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERED)
def test_what_an_honest_process_would_not_send_refuses_the_file(
    honest: list[bytes], store: Store, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    assert _merged(store, TAMPERED[name](honest), monkeypatch) == "refused"
    for table in ("revision", "record", "tool", "field", "received_draft", "batch"):
        assert store.number(f"SELECT count(*) FROM {table}") == 0


def test_an_erased_record_does_not_come_back_under_another_claim(
    honest: list[bytes], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = json.loads(honest[1][1:])[0]
    store.run(
        "INSERT INTO erasure (record, kind, erased_at, author, reason, hashes) "
        "VALUES (?, 'audit', '2026-01-01T00:00:00+00:00', 'officer', 'age', '[]')",
        (claims[0][1],),
    )
    claims[0][1] = NOBODY
    claimed = [b"C" + json.dumps([claims]).encode() if p[:1] == b"C" else p for p in honest]
    assert _merged(store, claimed, monkeypatch) == "refused"
    assert _merged(store, honest, monkeypatch) == "refused", "a row came that was not asked for"


_FUZZ = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.mark.slow
@settings(_FUZZ, max_examples=1_500)
@given(st.data())
def test_whatever_is_sent_very_often_nothing_false_is_written_down(
    honest: list[bytes],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    data: st.DataObject,
) -> None:
    _send_anything(honest, tmp_path_factory, monkeypatch, data)


@_FUZZ
@given(st.data())
def test_whatever_is_sent_nothing_false_is_written_down(
    honest: list[bytes],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    data: st.DataObject,
) -> None:
    _send_anything(honest, tmp_path_factory, monkeypatch, data)


def _send_anything(
    honest: list[bytes],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    data: st.DataObject,
) -> None:
    contents = [bytearray(each) for each in honest]
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(contents) - 1))
        content = contents[place]
        match data.draw(st.sampled_from(["byte", "cut", "insert", "drop", "twice", "swap"])):
            case "byte":
                content[data.draw(st.integers(0, len(content) - 1))] = data.draw(
                    st.integers(0, 255)
                )
            case "cut":
                del content[data.draw(st.integers(1, len(content))) :]
            case "insert":
                at = data.draw(st.integers(1, len(content)))
                content[at:at] = data.draw(
                    st.sampled_from([b"\n", b"\x1e", b"0", b'"', b"\\u0000"])
                )
            case "drop" if len(contents) > 1:
                del contents[place]
            case "twice":
                contents.insert(place, bytearray(content))
            case "swap":
                other = data.draw(st.integers(0, len(contents) - 1))
                contents[place], contents[other] = contents[other], content
    with create_store(tmp_path_factory.mktemp("lead") / "lead.audit", ticking_clock()) as lead:
        status = _merged(lead, [bytes(each) for each in contents], monkeypatch)
        assert status in ("merged", "refused")
        report = verify(lead)
        assert report.problems == []


def test_nothing_comes_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(inspection._MOST, Rows, 3)
    inspected = inspection.Inspection()
    inspected.inspect(Arrived("0" * 64))
    for _ in range(3):
        inspected.inspect(Rows([]))
    with pytest.raises(ValueError, match="more than any may"):
        inspected.inspect(Rows([]))


def test_a_question_is_one_of_two() -> None:
    assert [is_question(each) for each in (b"S", b"C", b"R", b"")] == [True, True, False, False]
    assert isinstance(Unpacking().parcel(b'S["' + b"0" * 64 + b'"]'), Skimmed)
