"""Automatic backups are made where something changed, checked, private, and thinned with care."""

import os
import shutil
import stat
import threading
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.backup_files import BackupFile, backup_files, backups_of, new_name, series_folder
from db.backup_series import (
    back_up_automatically,
    list_backups,
    look_into,
    remove_backups,
    store_uid,
)
from db.backups_after_erasing import replace_old_backups
from db.drafts import discard_draft, save_field
from db.keys import Protection
from db.opening import create_store, open_reading, open_store
from db.sealing import complete_audit, start_audit
from db.store import Store
from db.thinning import AT_MOST, EVERY_ONE, ONE_A_MONTH, surplus
from db.troubles import StoreTrouble
from db.verifying import verify
from forms.identity import Clock
from tests.db.making import an_audit, mini_tool, ticking_clock

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def at(moment: datetime) -> Clock:
    return lambda: moment


def filled(store: Store, case: str = "C-0001") -> str:
    uid = start_audit(store, mini_tool(), an_audit(case))
    complete_audit(store, uid, "auditor-01")
    return uid


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "backups"


# Making them


def test_a_backup_is_whole_private_and_named_without_content(store: Store, folder: Path) -> None:
    filled(store)
    start_audit(store, mini_tool(), an_audit("C-0002"))
    made = back_up_automatically(store, folder, "opened", at(NOW))
    assert made is not None
    assert made.name.startswith("20261121T120000Z-opened-")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert [stat.S_IMODE(each.stat().st_mode) for each in (made.parent, folder)] == [0o700, 0o700]
    with open_reading(made) as copy:
        assert verify(copy) == verify(store)
    row = list_backups(folder, store_uid(store))[0]
    assert (row.audits, row.drafts, row.checked) == (1, 1, "whole")
    assert (row.file.made_at, row.file.why, row.size) == (NOW, "opened", made.stat().st_size)
    assert [each.name for each in made.parent.iterdir()] == [made.name]


def test_nothing_is_backed_up_where_there_is_nothing_or_nothing_changed(
    store: Store, folder: Path
) -> None:
    assert back_up_automatically(store, folder, "opened", at(NOW)) is None
    assert not folder.exists()
    filled(store)
    assert back_up_automatically(store, folder, "opened", at(NOW))
    assert back_up_automatically(store, folder, "merged", at(NOW)) is None


def test_every_kind_of_change_is_worth_a_backup(store: Store, folder: Path) -> None:
    draft = "019e2b6c-0000-7000-8000-000000000001"
    changes = [
        lambda: filled(store),
        lambda: start_audit(store, mini_tool(), an_audit("C-0002"), uid=draft),
        lambda: save_field(store, draft, "strengths", "Another word."),
        lambda: save_field(store, draft, "strengths", None),
        lambda: discard_draft(store, draft),
    ]
    for number, change in enumerate(changes):
        change()
        made = back_up_automatically(store, folder, "opened", at(NOW + timedelta(hours=number)))
        assert made is not None, number
        assert back_up_automatically(store, folder, "opened", at(NOW)) is None


def test_two_of_one_second_do_not_meet(store: Store, folder: Path) -> None:
    for case in ("C-0001", "C-0002", "C-0003"):
        filled(store, case)
        back_up_automatically(store, folder, "merged", at(NOW))
    assert [row.audits for row in list_backups(folder, store_uid(store))] == [3, 2, 1]


def test_a_damaged_newest_backup_is_made_again(store: Store, folder: Path) -> None:
    filled(store)
    made = back_up_automatically(store, folder, "opened", at(NOW))
    assert made
    made.write_bytes(made.read_bytes()[:5_000])
    assert back_up_automatically(store, folder, "opened", at(NOW + timedelta(hours=1)))
    assert [row.checked for row in list_backups(folder, store_uid(store))] == ["whole", "damaged"]


def test_copies_of_one_database_have_series_of_their_own(store: Store, folder: Path) -> None:
    filled(store)
    back_up_automatically(store, folder, "opened", at(NOW))
    twin = store.path.with_name("twin.audit")
    store.fold()
    shutil.copy(store.path, twin)
    with open_store(twin) as other:
        assert back_up_automatically(other, folder, "opened", at(NOW))
    assert len(list_backups(folder, store_uid(store))) == 2
    assert [each.path for each in backups_of(folder, twin)] != [
        each.path for each in backups_of(folder, store.path)
    ]


def test_a_full_disk_is_told_and_costs_no_backup(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(store)
    first = back_up_automatically(store, folder, "opened", at(NOW))
    filled(store, "C-0002")
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("db.backup_series.shutil.disk_usage", lambda _: usage(1, 1, 1_000))
    with pytest.raises(StoreTrouble, match="too little free space"):
        back_up_automatically(store, folder, "opened", at(NOW + timedelta(days=1)))
    assert [row.path for row in list_backups(folder, store_uid(store))] == [first]


def test_a_folder_that_cannot_be_made_is_told(store: Store, tmp_path: Path) -> None:
    filled(store)
    blocked = tmp_path / "backups"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(StoreTrouble, match="No backup could be made"):
        back_up_automatically(store, blocked, "opened", at(NOW))


def test_work_goes_on_while_a_backup_is_made_and_is_not_half_in_it(
    store: Store, folder: Path
) -> None:
    """The copy shows one moment; what is saved meanwhile waits for nothing and is in the next."""
    filled(store)
    draft = start_audit(store, mini_tool(), an_audit("C-0002"))
    save_field(store, draft, "improvements", "x" * 3_000_000)
    steps: list[int] = []
    thread = threading.get_ident()

    def step(done: int, _total: int) -> None:
        assert threading.get_ident() == thread
        if not steps:
            save_field(store, draft, "strengths", "Typed while it was copied.")
        steps.append(done)

    with open_reading(store.path) as reader:
        made = back_up_automatically(reader, folder, "opened", at(NOW), step)
    assert made
    assert len(steps) > 2
    assert steps == sorted(steps)  # it was not begun anew
    with open_reading(made) as copy:
        assert verify(copy).ok
        typed = "SELECT count(*) FROM draft_value WHERE value LIKE '%while it was%'"
        assert copy.number(typed) == 0
    assert store.number(typed) == 1


def test_a_backup_that_is_stopped_leaves_nothing(store: Store, folder: Path) -> None:
    class Stopped(BaseException):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stopped

    filled(store)
    with pytest.raises(Stopped):
        back_up_automatically(store, folder, "opened", at(NOW), stop)
    assert list(series_folder(folder, store_uid(store)).iterdir()) == []


def test_what_a_killed_backup_left_goes_once_nobody_can_be_writing_it(
    store: Store, folder: Path
) -> None:
    filled(store)
    made = back_up_automatically(store, folder, "opened", at(NOW))
    assert made
    left, busy = (made.with_name(f".20261121T1100{n}Z-opened-0a0a0a0a.audit.new") for n in "01")
    for each in (left, busy):
        each.write_bytes(b"half a database")
    os.utime(left, (0, 0))
    assert back_up_automatically(store, folder, "opened", at(NOW)) is None
    assert not left.exists()
    assert busy.exists()
    replace_old_backups(store, folder)
    assert [each.name for each in made.parent.iterdir()] == [made.name]


def test_backups_of_an_encrypted_database_are_encrypted(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "locked.audit"
    with create_store(path, ticking_clock(), Protection("four slow blue lanterns")) as store:
        filled(store)
        made = back_up_automatically(store, folder, "opened", at(NOW))
        key, uid = store.key, store_uid(store)
    assert made
    for word in (b"C-0001", b"Seen alone", b"auditor-01"):
        assert word not in made.read_bytes()
    assert list_backups(folder, uid, key)[0].checked == "whole"
    assert list_backups(folder, uid)[0].checked == "locked"


# Finding them


def test_a_damaged_file_is_still_known_by_its_place(store: Store, folder: Path) -> None:
    filled(store)
    made = back_up_automatically(store, folder, "opened", at(NOW))
    store.path.write_bytes(b"nothing of it is left")
    found = backups_of(folder, store.path)
    assert [each.path for each in found] == [made]
    assert look_into(found)[0].audits == 1


def test_files_that_are_no_backups_are_left_alone(store: Store, folder: Path) -> None:
    filled(store)
    made = back_up_automatically(store, folder, "opened", at(NOW))
    assert made
    (made.parent / "letter.audit").write_text("no backup")
    (made.parent / "20269921T120000Z-opened-00000000.audit").write_text("no date")
    assert [row.path for row in list_backups(folder, store_uid(store))] == [made]
    assert remove_backups(folder, store_uid(store), NOW + timedelta(seconds=1)) == 1
    assert len(list(made.parent.iterdir())) == 2


def test_an_id_from_a_file_names_no_folder_elsewhere(tmp_path: Path) -> None:
    for uid in ("../../etc", "a/b", "", ".", "C:\\x", "x" * 500):
        assert series_folder(tmp_path, uid).parent == tmp_path


def test_only_older_backups_are_removed(store: Store, folder: Path) -> None:
    for number in range(3):
        filled(store, f"C-000{number}")
        back_up_automatically(store, folder, "opened", at(NOW + timedelta(hours=number)))
    assert remove_backups(folder, store_uid(store), NOW + timedelta(hours=1)) == 1
    assert [row.audits for row in list_backups(folder, store_uid(store))] == [3, 2]


# Thinning them


def a_file(made_at: datetime) -> BackupFile:
    return BackupFile(Path(f"{made_at:%Y%m%dT%H%M%SZ}"), made_at, "opened", "00000000")


ages = st.floats(min_value=-400, max_value=1_500).map(lambda days: timedelta(days=days))
series = st.lists(ages, min_size=1, max_size=60, unique=True).map(
    lambda several: [a_file(NOW - age) for age in several]
)


@given(series, st.randoms())
def test_thinning_keeps_one_of_every_period_and_the_newest(files: list[BackupFile], random) -> None:  # type: ignore[no-untyped-def]
    gone = set(surplus(files, NOW))
    kept = [each for each in files if each not in gone]
    shuffled = list(files)
    random.shuffle(shuffled)
    assert set(surplus(shuffled, NOW)) == gone
    assert max(files, key=lambda each: each.made_at) in kept
    for each in files:
        age = NOW - each.made_at
        assert each in kept or age > EVERY_ONE  # which the future is not
        for limit, period in ((14, "%Y-%j"), (56, "%G-%V"), (731, "%Y-%m")):
            if age <= timedelta(days=limit):
                same = [k for k in kept if k.made_at.strftime(period) == f"{each.made_at:{period}}"]
                assert same, f"no backup left of {each.made_at:{period}}"
    assert surplus(kept, NOW) == []


@given(series)
def test_a_year_of_thinning_day_by_day_still_reaches_back(files: list[BackupFile]) -> None:
    """Thinning again and again as time goes by loses no month that was there."""
    months = {f"{each.made_at:%Y-%m}" for each in files if each.made_at <= NOW}
    kept, today = files, NOW
    for _ in range(12):
        gone = set(surplus(kept, today))
        kept = [each for each in kept if each not in gone]
        today += timedelta(days=9)
    still = {f"{each.made_at:%Y-%m}" for each in kept}
    within = {
        m for m in months if datetime.strptime(m, "%Y-%m").replace(tzinfo=UTC) > today - ONE_A_MONTH
    }
    assert within <= still


def test_old_backups_go_a_few_at_a_time_and_only_where_a_sound_one_stays(
    store: Store, folder: Path
) -> None:
    filled(store)
    made = back_up_automatically(store, folder, "opened", at(NOW - timedelta(days=400)))
    assert made
    origin = backup_files(made.parent)[0].origin
    for hour in range(2 * AT_MOST):  # of one long past day
        moment = NOW - timedelta(days=300) + timedelta(hours=hour)
        shutil.copy(made, new_name(made.parent, moment, "opened", origin))
    filled(store, "C-0002")
    back_up_automatically(store, folder, "opened", at(NOW))
    assert len(backup_files(made.parent)) == 2 + AT_MOST
    newest_of_day = backup_files(made.parent)[1]
    newest_of_day.path.write_bytes(b"damaged")
    filled(store, "C-0003")
    back_up_automatically(store, folder, "opened", at(NOW + timedelta(minutes=1)))
    assert len(backup_files(made.parent)) == 3 + AT_MOST  # the day's other ones stay
