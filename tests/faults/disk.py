"""A disk under SQLite that fails, or whose power is cut, at any call: a file system of our own.

Files lie on the real disk; beside them stands what would survive a power cut: the content at the
last sync, and every write since. SQLite runs through `apsw` here (`tests/faults/running.py`).
"""

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import apsw

SECTOR = 512
NAME = "faulty"

Loss = Literal["dropped", "half", "torn", "kept"]
"""What a power cut leaves of the writes since the last sync: none, some, some of them cut within
a sector's bounds, or all."""
LOSSES: tuple[Loss, ...] = ("dropped", "half", "torn", "kept")


class PowerCut(BaseException):
    """The machine is off; nothing after this call happens."""


@dataclass
class Shadow:
    """One file as a power cut would find it: durable content (None: no such file) and writes."""

    durable: bytes | None
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Offset and bytes of a write; with None instead of bytes the file was cut to that length."""

    def left(self, loss: Loss, chance: random.Random) -> bytes | None:
        """Return the content after a cut, or None where the file is gone."""
        if loss == "dropped" or (self.durable is None and not self.pending):
            return self.durable
        content = bytearray(self.durable or b"")
        last = chance.randrange(len(self.pending) + 1) if loss == "torn" else len(self.pending)
        for number, (offset, data) in enumerate(self.pending):
            if loss == "half" and chance.random() < 0.5:
                continue
            if loss == "torn" and number >= last:
                if number == last and data is not None and len(data) > SECTOR:
                    _write(content, offset, data[: chance.randrange(0, len(data), SECTOR)])
                break
            if data is None:
                del content[offset:]
            else:
                _write(content, offset, data)
        return bytes(content)


def _write(content: bytearray, offset: int, data: bytes) -> None:
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(data)] = data


class Disk(apsw.VFS):
    """Counts calls, and fails or goes off at one of them.

    At call `fail_at` it raises an error (once or from then on). At call `cut_at` the power goes:
    what each kind of loss leaves stands in `images` then.
    """

    def __init__(self, seed: int = 0) -> None:
        super().__init__(NAME, "unix")
        self.calls = 0
        self.fail_at = self.cut_at = 0
        self.fail_for_ever = False
        self.error: type[apsw.Error] = apsw.IOError
        self.shadows: dict[Path, Shadow] = {}
        self.images: dict[Loss, dict[Path, bytes]] = {}
        self._chance = random.Random(seed)
        self._off = False

    def mend(self) -> None:
        """Let every call succeed from now on."""
        self.fail_at = self.cut_at = 0
        self._off = False

    def call(self) -> None:
        """Stand before every call that reaches the disk: let it through, fail, or go off."""
        self.calls += 1
        if self._off:
            raise PowerCut
        if self.calls == self.cut_at:
            self._off = True
            self.images = {loss: self._image(loss) for loss in LOSSES}
            raise PowerCut
        if self.fail_at and (
            self.calls == self.fail_at or (self.fail_for_ever and self.calls > self.fail_at)
        ):
            raise self.error("the disk failed, as a test asked it to")

    def moved(self, old: Path, new: Path) -> None:
        """Follow a file that the program gave another name."""
        if old in self.shadows:
            self.shadows[new] = self.shadows.pop(old)

    def _image(self, loss: Loss) -> dict[Path, bytes]:
        """Return what every file in the folders at work holds; gone ones are not in it."""
        folders = {path.parent for path in self.shadows if path.parent.is_dir()}
        left = {
            path: path.read_bytes()
            for folder in folders
            for path in folder.iterdir()
            if path.is_file() and path not in self.shadows and not path.name.endswith("-shm")
        }
        for path, shadow in self.shadows.items():
            content = shadow.left(loss, self._chance)
            if content is not None:
                left[path] = content
        return left

    def shadow(self, path: Path) -> Shadow:
        """Return what is known of a file, noting first what lies on the disk."""
        if path not in self.shadows:
            content = path.read_bytes() if path.exists() else None
            self.shadows[path] = Shadow(content)
        return self.shadows[path]

    def xOpen(self, name: object, flags: list[int]) -> "DiskFile":
        self.call()
        if isinstance(name, apsw.URIFilename):
            self.shadow(Path(name.filename()))
        elif isinstance(name, str):
            self.shadow(Path(name))
        return DiskFile(self, name, flags)

    def xDelete(self, name: str, sync: bool) -> None:
        self.call()
        super().xDelete(name, sync)
        self.shadows[Path(name)] = Shadow(None)  # SQLite syncs the folder where it matters


class DiskFile(apsw.VFSFile):
    """One open file of a `Disk`."""

    def __init__(self, disk: Disk, name: object, flags: list[int]) -> None:
        super().__init__("unix", name, flags)  # type: ignore[arg-type]
        self._disk = disk
        named = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._path = Path(str(named)) if named else None

    @property
    def _shadow(self) -> Shadow:
        return self._disk.shadow(self._path) if self._path else Shadow(None)

    def xRead(self, amount: int, offset: int) -> bytes:
        self._disk.call()
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.call()
        super().xWrite(data, offset)
        self._shadow.pending.append((offset, bytes(data)))

    def xTruncate(self, size: int) -> None:
        self._disk.call()
        super().xTruncate(size)
        self._shadow.pending.append((size, None))

    def xSync(self, flags: int) -> None:
        self._disk.call()
        super().xSync(flags)
        if self._path:
            shadow = self._shadow
            shadow.durable = self._path.read_bytes()
            shadow.pending.clear()
