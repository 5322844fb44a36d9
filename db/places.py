"""What a database lies on: a disk of this computer, a stick, a network share, a cloud folder.

SQLite's write-ahead log needs shared memory that only a local disk gives: on a share two computers
can corrupt the file, on a stick the log may stay behind, and a cloud service copies file and log at
different moments (https://www.sqlite.org/wal.html, "Overview"; https://www.sqlite.org/howtocorrupt.html).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Literal, NamedTuple

from db.mounts import Mount, mounts

Kind = Literal["local", "removable", "network", "cloud"]

_NETWORK = frozenset(
    [
        "nfs",
        "nfs3",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "afpfs",
        "webdav",
        "davfs",
        "davfs2",
        "ncpfs",
        "afs",
        "9p",
        "virtiofs",
        "ceph",
        "glusterfs",
        "lustre",
        "beegfs",
        "gpfs",
        "ocfs2",
        "gfs2",
        "vboxsf",
        "vmhgfs",
        "prl_fs",
        "drvfs",
    ]
)
_LOCAL_FUSE = frozenset(
    [
        "fuseblk",
        "fuse.fuse-overlayfs",
        "fuse.bindfs",
        "fuse.encfs",
        "fuse.gocryptfs",
        "fuse.cryfs",
        "fuse.veracrypt",
        "fuse.lxcfs",
    ]
)
_STICK = frozenset(
    ["vfat", "exfat", "msdos", "fat", "fat32", "msdosfs", "udf", "iso9660", "cd9660"]
)
_MEDIA = (("/", "media"), ("/", "run", "media"), ("/", "Volumes"))

_CLOUD_FOLDERS = {
    "onedrive": "OneDrive",
    "sharepoint": "SharePoint",
    "dropbox": "Dropbox",
    "iclouddrive": "iCloud Drive",
    "icloud drive": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "mobile documents": "iCloud Drive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "box sync": "Box",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
}
_CLOUD_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer", "Dropbox")
_MAC_CLOUDS = "cloudstorage"  # ~/Library/CloudStorage/OneDrive-Council, …/Dropbox


class Place(NamedTuple):
    """What a file lies on; `name` is the cloud service where it is one."""

    kind: Kind
    name: str = ""

    @property
    def takes_log(self) -> bool:
        """Whether a write-ahead log is safe here."""
        return self.kind == "local"

    def warning(self, file: str) -> str:
        """Say in plain words what is unsafe about working here; "" where nothing is.

        `file` is the database's name as the user knows it.
        """
        where = {"network": "on a network share", "cloud": f"in {self.name}"}.get(self.kind)
        if where is None:
            return ""
        risk = (
            "Only one person at a time may work in it, and a lost connection can lose what was "
            "typed last."
            if self.kind == "network"
            else "It copies files while they are being written, so two computers can end up with "
            "different audits."
        )
        return (
            f"“{file}” lies {where}. {risk} Copy it to this computer, work there, and copy it "
            "back when you are done."
        )


def place_of(path: Path) -> Place:
    """Return what a file lies on, or will lie on; the file itself need not exist."""
    try:
        whole = path.resolve()
    except OSError:  # a stick that is gone, a share that does not answer
        whole = path.absolute()
    return judged(whole, mounts(), os.environ)


def judged(path: PurePath, mounts: Sequence[Mount], environment: Mapping[str, str]) -> Place:
    """Return what an absolute path lies on, by the disks of the system and its variables."""
    service = _cloud_of(path, environment)
    if service:
        return Place("cloud", service)
    if _is_unc(path):
        return Place("network")
    mount = _mount_of(path, mounts)
    return Place(_kind_of(mount)) if mount else Place("local")


def _mount_of(path: PurePath, mounts: Sequence[Mount]) -> Mount | None:
    """Return the innermost disk that holds a path; of several at one place the last counts."""
    holding = [each for each in mounts if path.is_relative_to(type(path)(each.point))]
    return max(reversed(holding), key=lambda each: len(type(path)(each.point).parts), default=None)


def _kind_of(mount: Mount) -> Kind:
    kind, options = mount.kind.lower(), mount.options.lower().split(",")
    if "remote" in options or kind in _NETWORK or _is_strange_fuse(kind):
        return "network"
    parts = PurePath(mount.point).parts
    on_media = any(parts[: len(each)] == each and parts != each for each in _MEDIA)
    if "removable" in options or "cdrom" in options or kind in _STICK or on_media:
        return "removable"
    return "local"


def _is_strange_fuse(kind: str) -> bool:
    """Whether a program stands between us and the disk; most of those are a way to a server."""
    return kind.startswith("fuse.") and kind not in _LOCAL_FUSE


def _is_unc(path: PurePath) -> bool:
    r"""Whether a path names a server, as in `\\server\share` or `\\?\UNC\server\share`."""
    drive = path.drive.replace("/", "\\").lower()
    if drive.startswith(("\\\\?\\", "\\\\.\\")):
        return drive[4:].startswith("unc\\")
    return drive.startswith("\\\\")


def _cloud_of(path: PurePath, environment: Mapping[str, str]) -> str:
    """Return the cloud service whose folder holds a path, "" for none."""
    for variable in _CLOUD_VARIABLES:
        folder = environment.get(variable, "")
        if folder and path.is_relative_to(type(path)(folder)):
            return variable.removesuffix("Commercial").removesuffix("Consumer")
    folders = [part.lower() for part in path.parent.parts]
    for at, part in enumerate(folders):
        if at and folders[at - 1] == _MAC_CLOUDS:
            return _service(part) or part
        if service := _service(part):
            return service
    return ""


def _service(folder: str) -> str:
    """Return the service that names its folder so, as in `OneDrive - North Council`."""
    plain = (
        folder.split(" - ", maxsplit=1)[0]
        .split(" (", maxsplit=1)[0]
        .split("-", maxsplit=1)[0]
        .strip()
    )
    return _CLOUD_FOLDERS.get(folder) or _CLOUD_FOLDERS.get(plain, "")
