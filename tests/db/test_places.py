"""What a database lies on decides its journal, and whether people are warned of the place."""

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from threading import Thread

import psutil
import pytest

from db import connecting
from db.mounts import Mount, in_table, mounts
from db.opening import create_store, open_reading, open_store
from db.places import Kind, Place, judged
from db.sealing import start_audit
from tests.db.making import an_audit, mini_tool

LINUX = (
    Mount("/", "ext4", "rw"),
    Mount("/boot/efi", "vfat", "rw"),
    Mount("/home", "btrfs", "rw"),
    Mount("/media/sam/STICK", "ext4", "rw"),
    Mount("/run/media/sam/OTHER", "exfat", "rw"),
    Mount("/mnt/card", "vfat", "rw"),
    Mount("/srv/qa", "nfs4", "rw"),
    Mount("/srv/qa/local", "ext4", "rw"),
    Mount("/net/share", "cifs", "rw"),
    Mount("/home/sam/server", "fuse.sshfs", "rw"),
    Mount("/mnt/c", "9p", "rw"),
    Mount("/mnt/ntfs", "fuseblk", "rw"),
    Mount("/over", "fuse.fuse-overlayfs", "rw"),
)
WINDOWS = (
    Mount("C:\\", "NTFS", "rw,fixed"),
    Mount("E:\\", "exFAT", "rw,removable"),
    Mount("F:\\", "FAT32", "rw,fixed"),
    Mount("S:\\", "NTFS", "rw,remote"),
    Mount("S:\\", "NTFS", "rw,remote"),
)
MAC = (
    Mount("/", "apfs", "ro"),
    Mount("/System/Volumes/Data", "apfs", "rw"),
    Mount("/Volumes/STICK", "apfs", "rw"),
    Mount("/Volumes/qa", "smbfs", "rw"),
)

PLACES: list[tuple[PurePath, tuple[Mount, ...], Kind]] = [
    (PurePosixPath("/home/sam/north.audit"), LINUX, "local"),
    (PurePosixPath("/homes/north.audit"), LINUX, "local"),
    (PurePosixPath("/media/sam/STICK/north.audit"), LINUX, "removable"),
    (PurePosixPath("/run/media/sam/OTHER/north.audit"), LINUX, "removable"),
    (PurePosixPath("/mnt/card/a/b/north.audit"), LINUX, "removable"),
    (PurePosixPath("/srv/qa/north.audit"), LINUX, "network"),
    (PurePosixPath("/srv/qa/local/north.audit"), LINUX, "local"),
    (PurePosixPath("/net/share/north.audit"), LINUX, "network"),
    (PurePosixPath("/home/sam/server/north.audit"), LINUX, "network"),
    (PurePosixPath("/mnt/c/Users/sam/north.audit"), LINUX, "network"),
    (PurePosixPath("/mnt/ntfs/north.audit"), LINUX, "local"),
    (PurePosixPath("/over/north.audit"), LINUX, "local"),
    (PurePosixPath("/nowhere/north.audit"), (), "local"),
    (PureWindowsPath(r"C:\Users\sam\north.audit"), WINDOWS, "local"),
    (PureWindowsPath(r"c:\users\sam\north.audit"), WINDOWS, "local"),
    (PureWindowsPath(r"E:\north.audit"), WINDOWS, "removable"),
    (PureWindowsPath(r"F:\north.audit"), WINDOWS, "removable"),
    (PureWindowsPath(r"S:\QA\north.audit"), WINDOWS, "network"),
    (PureWindowsPath(r"\\server\qa\north.audit"), WINDOWS, "network"),
    (PureWindowsPath(r"//server/qa/north.audit"), WINDOWS, "network"),
    (PureWindowsPath(r"\\?\UNC\server\qa\north.audit"), WINDOWS, "network"),
    (PureWindowsPath(r"\\?\C:\Users\sam\north.audit"), WINDOWS, "local"),
    (PurePosixPath("/Users/sam/north.audit"), MAC, "local"),
    (PurePosixPath("/Volumes/STICK/north.audit"), MAC, "removable"),
    (PurePosixPath("/Volumes/qa/north.audit"), MAC, "network"),
]


@pytest.mark.parametrize(("path", "mounts", "kind"), PLACES, ids=lambda each: str(each)[:40])
def test_the_innermost_disk_says_what_a_file_lies_on(
    path: PurePath, mounts: tuple[Mount, ...], kind: Kind
) -> None:
    assert judged(path, mounts, {}) == Place(kind)


CLOUDS = [
    (PureWindowsPath(r"C:\Users\sam\OneDrive\north.audit"), "OneDrive"),
    (PureWindowsPath(r"C:\Users\sam\OneDrive - North Council\QA\north.audit"), "OneDrive"),
    (PureWindowsPath(r"C:\Users\sam\Dropbox (Council)\north.audit"), "Dropbox"),
    (PureWindowsPath(r"C:\Users\sam\iCloudDrive\north.audit"), "iCloud Drive"),
    (PureWindowsPath(r"G:\My Drive\north.audit"), "Google Drive"),
    (PurePosixPath("/home/sam/Dropbox/north.audit"), "Dropbox"),
    (PurePosixPath("/home/sam/Nextcloud/north.audit"), "Nextcloud"),
    (PurePosixPath("/Users/sam/Library/CloudStorage/OneDrive-Council/n.audit"), "OneDrive"),
    (PurePosixPath("/Users/sam/Library/CloudStorage/Egnyte/n.audit"), "egnyte"),
    (PurePosixPath("/Users/sam/Library/Mobile Documents/x/n.audit"), "iCloud Drive"),
]


@pytest.mark.parametrize(("path", "service"), CLOUDS, ids=lambda each: str(each)[-30:])
def test_a_folder_that_a_cloud_service_copies_is_known_by_its_name(
    path: PurePath, service: str
) -> None:
    assert judged(path, (), {}) == Place("cloud", service)


def test_a_folder_that_a_cloud_service_names_itself_is_known() -> None:
    said = {"OneDriveCommercial": r"D:\Shared work"}
    inside, beside = PureWindowsPath(r"D:\shared work\n.audit"), PureWindowsPath(r"D:\n.audit")
    assert judged(inside, (), said) == Place("cloud", "OneDrive")
    assert judged(beside, (), said) == Place("local")


def test_a_database_that_bears_a_clouds_name_lies_in_no_cloud() -> None:
    assert judged(PurePosixPath("/home/sam/OneDrive"), (), {}) == Place("local")


def test_only_places_that_are_unsafe_to_work_in_are_warned_of() -> None:
    assert Place("local").warning("north") == ""
    assert Place("removable").warning("north") == ""
    assert "network share" in Place("network").warning("north")
    assert "lies in OneDrive" in Place("cloud", "OneDrive").warning("north")


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> "type[On]":
    On.patch = monkeypatch
    return On


class On:
    """`on(kind)` lets every file lie on that kind of place."""

    patch: pytest.MonkeyPatch

    def __init__(self, kind: Kind) -> None:
        self.patch.setattr(connecting, "place_of", lambda _path: Place(kind))


def _settings(path: Path) -> tuple[str, int]:
    with open_store(path) as store:
        mode = store.row("PRAGMA journal_mode")
        return str(mode[0] if mode else ""), store.number("PRAGMA synchronous")


def test_a_write_ahead_log_is_used_on_local_disks_only(tmp_path: Path, on: "type[On]") -> None:
    path = tmp_path / "north.audit"
    create_store(path).close()
    assert _settings(path) == ("wal", 2)
    for kind in ("removable", "network", "cloud"):
        on(kind)  # type: ignore[arg-type]
        assert _settings(path) == ("delete", 3)
    on("local")
    assert _settings(path) == ("wal", 2)


def test_no_log_is_left_on_a_stick_that_is_pulled_out(tmp_path: Path, on: "type[On]") -> None:
    path = tmp_path / "north.audit"
    create_store(path).close()
    on("removable")
    with open_store(path) as store, open_reading(path):
        start_audit(store, mini_tool(), an_audit("C-0001"))
        beside = {each.name for each in tmp_path.iterdir()}
    assert beside == {"north.audit", "north.audit.lock", "north.audit.open"}
    assert [each.name for each in tmp_path.iterdir()] == ["north.audit"]


def test_without_a_log_a_save_waits_for_a_report_and_is_not_lost(
    tmp_path: Path, on: "type[On]"
) -> None:
    on("removable")
    path, journal = tmp_path / "north.audit", tmp_path / "north.audit-journal"
    create_store(path).close()
    with open_reading(path) as report, report.snapshot():
        assert report.number("SELECT count(*) FROM draft") == 0
        saving = Thread(target=_save, args=(path,))
        saving.start()
        while not journal.exists():
            assert saving.is_alive()
        assert report.number("SELECT count(*) FROM draft") == 0
        assert report.number("PRAGMA busy_timeout") >= 60_000
    saving.join(timeout=10)
    with open_reading(path) as store:
        assert store.number("SELECT count(*) FROM draft") == 1


def _save(path: Path) -> None:
    with open_store(path) as store:
        assert store.number("PRAGMA busy_timeout") >= 60_000
        start_audit(store, mini_tool(), an_audit("C-0001"))


def test_the_system_s_own_table_of_disks_says_what_the_library_says() -> None:
    told = {(each.mountpoint, each.fstype) for each in psutil.disk_partitions(all=True)}
    assert {(each.point, each.kind) for each in mounts()} == told


def test_a_disk_with_blanks_and_backslashes_in_its_name_is_found() -> None:
    table = (
        b"/dev/sda1 / ext4 rw,relatime 0 0\n"
        b"//server/QA\\040team /srv/QA\\040team\\134n\xc3\xa9w cifs rw 0 0\nhalf a\n\n"
    )
    assert in_table(table) == [
        Mount("/", "ext4", "rw,relatime"),
        Mount("/srv/QA team\\néw", "cifs", "rw"),
    ]
    path = PurePosixPath("/srv/QA team\\néw/north.audit")
    assert judged(path, in_table(table), {}).kind == "network"
