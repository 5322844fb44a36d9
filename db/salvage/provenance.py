"""Brings over where things came from: merges, their files, and what each of them brought."""

from __future__ import annotations

from db.salvage.ground import Ground, is_json, is_moment, number


def take_batches(ground: Ground) -> None:
    """Bring over the merges, as far as they can be read, so that they can still be undone."""
    files = _take_files(ground, _take_merges(ground))
    hashes = ground.parts.hashes
    for file, revision in ground.tables.keyless["batch_revision"]:
        kept = ground.kept.get(hashes.get(number(revision), ""))
        if kept and number(file) in files:
            _link(ground, "batch_revision", files[number(file)], kept.key)
    for file, draft in ground.tables.keyless["batch_draft"]:
        if number(file) in files and number(draft) in ground.received:
            _link(ground, "batch_draft", files[number(file)], ground.received[number(draft)])


def _take_merges(ground: Ground) -> dict[int, int]:
    """Return number in the damaged file → number in the new one."""
    batches: dict[str, int] = {}
    found: dict[int, int] = {}
    for key, row in sorted(ground.tables.rows["batch"].items()):
        uid, author, report = str(row[1]), *(*row[3:5], "", "")[:2]
        if not is_moment(row[2]):
            ground.lose("batch", uid, "it cannot be read")
            continue
        if uid not in batches:
            batches[uid] = ground.store.run(
                "INSERT INTO batch (uid, merged_at, author, report) VALUES (?, ?, ?, ?)",
                (uid, row[2], author, report if is_json(report) else ""),
            )
        found[key] = batches[uid]
    return found


def _take_files(ground: Ground, batches: dict[int, int]) -> dict[int, int]:
    """Return number in the damaged file → number in the new one."""
    files: dict[int, int] = {}
    for key, row in sorted(ground.tables.rows["batch_file"].items()):
        report = (*row[4:5], "")[0]
        if number(row[1]) in batches:
            files[key] = ground.store.run(
                "INSERT INTO batch_file (batch, name, sha256, report) VALUES (?, ?, ?, ?)",
                (batches[number(row[1])], row[2], row[3], report if is_json(report) else ""),
            )
    return files


def _link(ground: Ground, table: str, file: int, thing: int) -> None:
    ground.store.run(f"INSERT OR IGNORE INTO {table} VALUES (?, ?)", (file, thing))
