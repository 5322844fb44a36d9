"""Protected databases on the command line: passphrases come from anywhere but an argument."""

import getpass
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit_app.cli import secrets
from audit_app.cli.main import run
from db.cipher import is_encrypted
from db.keys import unlock
from tests.commands import Done, run_apart, run_here, snapshot

OLD, NEW = "four slow blue lanterns", "seven quick brown kettles"
ANSWERS = """{"tool": "thresholds", "audits": [
  {"case": "C-1", "auditor": "auditor-01", "audited_on": "2026-04-02", "overall": "good"},
  {"case": "C-2", "auditor": "auditor-02", "audited_on": "2026-05-02", "overall": "inadequate"}]}"""

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plain database and files of passphrases."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "answers.json").write_text(ANSWERS)
    (folder / "old").write_text(f"{OLD}\n")
    (folder / "new").write_bytes(f"\ufeff{NEW}\r\nnot this line\r\n".encode())
    (folder / "weak").write_text("Password1234!\n")
    assert run(["record", f"{folder}/answers.json", "--db", f"{folder}/plain.audit"]) == 0
    return folder


@pytest.fixture
def work(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in."""
    folder = tmp_path / "work"
    shutil.copytree(made, folder)
    monkeypatch.chdir(folder)
    for name in ("AUDIT_APP_PASSWORD", "AUDIT_APP_NEW_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def locked(work: Path, capsys: Capture) -> Path:
    """The same database, protected."""
    done = run_here(
        capsys, "protect", "plain.audit", "-o", "locked.audit", "--password-file", "old"
    )
    assert done.code == 0, done.err
    return work / "locked.audit"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a person types at the prompts, in order; nothing may be left over."""
    answers: list[str] = []
    monkeypatch.setattr(secrets, "_can_ask", lambda: True)
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: answers.pop(0))
    yield answers
    assert not answers


OPENING = {
    "figures": ["figures", "--db", "locked.audit", "--json"],
    "report": ["report", "thematic", "--db", "locked.audit", "-o", "x.pdf"],
    "verify": ["verify", "locked.audit"],
    "backup": ["backup", "locked.audit", "-o", "copy.audit"],
    "batches": ["batches", "--db", "locked.audit"],
    "record": ["record", "answers.json", "--db", "locked.audit"],
    "merge into": ["merge", "plain.audit", "--into", "locked.audit"],
    "tools diff": ["tools", "diff", "thresholds", "thresholds@1.0", "--db", "locked.audit"],
}


@pytest.mark.parametrize("command", OPENING)
def test_every_command_opens_a_protected_database(
    locked: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    refused = run_here(capsys, *OPENING[command])
    assert refused.code == 1
    assert "protected by a passphrase. Give it with --password-file FILE" in refused.err
    done = run_here(capsys, *OPENING[command], "--password-file", "old")
    assert done.code == 0, done.err
    assert OLD not in done.out + done.err
    for made in ("x.pdf", "copy.audit"):
        Path(made).unlink(missing_ok=True)
    monkeypatch.setenv("AUDIT_APP_PASSWORD", OLD)
    assert run_here(capsys, *OPENING[command]).code == 0


def test_a_wrong_passphrase_is_told_and_changes_nothing(locked: Path, capsys: Capture) -> None:
    before = snapshot(locked.parent)
    done = run_here(capsys, "verify", "locked.audit", "--json", "--password-file", "new")
    assert done.code == 1
    assert done.document["ok"] is False
    assert "not the passphrase of “locked.audit”" in done.err
    assert snapshot(locked.parent) == before


def test_three_tries_at_a_prompt_are_counted(
    locked: Path, capsys: Capture, typed: list[str]
) -> None:
    typed += ["wrong", "wrong again", OLD]
    done = run_here(capsys, "verify", "locked.audit")
    assert done.code == 0
    assert "2 tries left" in done.err
    assert "1 try left" in done.err
    typed += ["wrong", "wrong", "wrong"]
    assert run_here(capsys, "verify", "locked.audit").code == 1


def test_the_prompt_never_writes_to_stdout(locked: Path, capsys: Capture, typed: list[str]) -> None:
    typed.append(OLD)
    assert run_here(capsys, "figures", "--db", "locked.audit", "--json").document["scope"]


def test_a_protected_database_says_the_same_as_the_plain_one(locked: Path, capsys: Capture) -> None:
    given = ("--password-file", "old")
    for command in (
        ["figures", "--json", "--by", "auditor"],
        ["report", "thematic", "-o", "x.pdf"],
    ):
        said = []
        for database in ("plain.audit", "locked.audit"):
            done = run_here(capsys, *command, "--db", database, *given)
            assert done.code == 0, done.err
            pdf = Path("x.pdf")
            said.append((done.out, pdf.read_bytes() if pdf.exists() else b""))
            pdf.unlink(missing_ok=True)
        assert said[0] == said[1]
        assert any(said[0])


def test_sources_of_a_merge_may_have_different_passphrases(
    locked: Path, capsys: Capture, typed: list[str]
) -> None:
    shutil.copy(locked, "other.audit")
    changed = run_here(
        capsys, "passphrase", "other.audit", "--password-file", "old", "--new-password-file", "new"
    )
    assert changed.code == 0
    sources = ("locked.audit", "other.audit")
    both = ("--password-file", "old", "--password-file", "new")
    assert run_here(capsys, "merge", *sources, "--into", "merged.audit", *both).code == 0
    assert is_encrypted(Path("merged.audit"))
    typed += [OLD, ""]
    done = run_here(capsys, "merge", *sources, "--into", "plain.audit", "--json")
    assert [file["status"] for file in done.document["files"]] == ["merged", "refused"]


def test_a_database_that_is_made_while_a_passphrase_is_given_is_protected(
    work: Path, capsys: Capture
) -> None:
    for passphrase, code in (("old", 0), ("weak", 1)):
        database = f"{passphrase}.audit"
        done = run_here(
            capsys, "record", "answers.json", "--db", database, "--password-file", passphrase
        )
        assert done.code == code, done.err
    assert is_encrypted(work / "old.audit")
    assert not (work / "weak.audit").exists()
    assert run_here(capsys, "record", "answers.json", "--db", "open.audit").code == 0
    assert not is_encrypted(work / "open.audit")


def test_protecting_in_place_keeps_the_plain_one_aside_and_says_so(
    work: Path, capsys: Capture
) -> None:
    done = run_here(capsys, "protect", "plain.audit", "--password-file", "old", "--json")
    assert done.code == 0
    assert done.document["unprotected"].endswith("plain.not-protected.audit")
    assert "Delete that one, and backups made before" in done.err
    assert "if the passphrase is forgotten, what is in it is lost" in done.err
    assert is_encrypted(work / "plain.audit")
    again = run_here(capsys, "protect", "plain.audit", "--password-file", "old")
    assert "protected already" in again.err


def test_a_weak_passphrase_is_refused_and_nothing_is_made(work: Path, capsys: Capture) -> None:
    before = snapshot(work)
    for command in (["protect", "plain.audit"], ["create", "own.audit"]):
        done = run_here(capsys, *command, "--password-file", "weak")
        assert done.code == 1
        assert "too weak" in done.err
    assert snapshot(work) == before


def test_a_new_passphrase_is_typed_twice_and_judged(
    work: Path, capsys: Capture, typed: list[str]
) -> None:
    typed += ["short", OLD, "a slip", NEW, NEW]
    done = run_here(capsys, "create", "own.audit")
    assert done.code == 0
    assert "Too short" in done.err
    assert "The two differ." in done.err
    assert unlock(work / "own.audit", NEW)
    typed += ["short", "short", "short"]
    assert run_here(capsys, "create", "other.audit").code == 1
    assert not (work / "other.audit").exists()


@pytest.mark.parametrize("more", [[], ["--new-key"]])
def test_the_passphrase_is_changed(locked: Path, capsys: Capture, more: list[str]) -> None:
    before = unlock(locked, OLD)
    change = ["passphrase", "locked.audit", "--password-file", "old", "--new-password-file"]
    assert run_here(capsys, *change, "weak", *more).code == 1
    done = run_here(capsys, *change, "new", *more)
    assert done.code == 0
    assert "Copies made before open with the old one" in done.err
    assert (unlock(locked, NEW) == before) is not bool(more)
    assert run_here(capsys, "verify", "locked.audit", "--password-file", "old").code == 1


def test_an_unprotected_copy_is_made_on_purpose_only(locked: Path, capsys: Capture) -> None:
    export = ["export-plain", "locked.audit", "-o", "open.audit", "--password-file", "old"]
    done = run_here(capsys, *export)
    assert done.code == 2
    assert "readable for everybody" in done.err
    assert not Path("open.audit").exists()
    done = run_here(capsys, *export, "--yes-unprotected")
    assert done.code == 0
    assert "Anybody can read it" in done.err
    assert run_here(capsys, "verify", "open.audit").code == 0
    assert run_here(capsys, "passphrase", "open.audit", "--password-file", "old").code == 1


def _make_key(capsys: Capture, name: str) -> str:
    done = run_here(capsys, "recovery-key", "make", "-o", name)
    assert done.code == 0
    assert "shown once and stored nowhere" in done.err
    secret = done.out.strip()
    assert secret.startswith("CFA-RECOVERY-")
    assert secret not in Path(name).read_text()
    return secret


def test_a_recovery_key_opens_what_was_made_with_it(
    work: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = _make_key(capsys, "key.txt")
    given = ["--password-file", "old", "--recovery-key", "key.txt"]
    assert run_here(capsys, "protect", "plain.audit", *given).code == 0
    monkeypatch.setenv("AUDIT_APP_PASSWORD", secret)
    assert run_here(capsys, "verify", "plain.audit").code == 0
    forgotten = ["passphrase", "plain.audit", "--new-password-file", "new"]
    assert run_here(capsys, *forgotten).code == 0
    assert run_here(capsys, "recovery-key", "set", "plain.audit").code == 0
    assert run_here(capsys, "verify", "plain.audit").code == 1
    assert run_here(capsys, "verify", "plain.audit", "--password-file", "new").code == 0
    assert "exists already" in run_here(capsys, "recovery-key", "make", "-o", "key.txt").err


def test_a_key_that_was_altered_or_is_the_secret_half_is_refused(
    work: Path, capsys: Capture
) -> None:
    (work / "secret.txt").write_text(_make_key(capsys, "key.txt"))
    text = Path("key.txt").read_text()
    last = text.rindex("-") - 1
    (work / "altered.txt").write_text(
        text[:last] + ("0" if text[last] != "0" else "1") + text[last + 1 :]
    )
    before = snapshot(work)
    for name, sentence in (
        ("secret.txt", "belongs in a safe"),
        ("altered.txt", "or one that was altered"),
        ("answers.json", "holds no recovery key"),
        ("missing.txt", "cannot be read"),
    ):
        done = run_here(
            capsys, "create", "own.audit", "--password-file", "old", "--recovery-key", name
        )
        assert done.code == 1
        assert sentence in done.err
    assert snapshot(work) == before


def test_the_key_that_the_organisation_installed_is_taken_by_itself(
    work: Path, capsys: Capture, own_folders: Path
) -> None:
    from audit_app.paths import user_paths
    from audit_app.settings import Settings, SettingsFile

    secret = _make_key(capsys, "key.txt")
    settings = Settings(recovery_key=str(work / "key.txt"))
    SettingsFile(user_paths().settings).save(settings)
    assert run_here(capsys, "create", "own.audit", "--password-file", "old").code == 0
    assert unlock(work / "own.audit", secret)
    (work / "key.txt").unlink()
    done = run_here(capsys, "create", "other.audit", "--password-file", "old")
    assert done.code == 1
    assert "cannot be read" in done.err
    assert not (work / "other.audit").exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "is empty"), (b"\xff\xfe", "no UTF-8"), (None, "cannot be read")],
)
def test_a_file_without_a_passphrase_is_told(
    locked: Path, capsys: Capture, content: bytes | None, sentence: str
) -> None:
    if content is not None:
        Path("bad").write_bytes(content)
    done = run_here(capsys, "verify", "locked.audit", "--password-file", "bad")
    assert done.code == 1
    assert sentence in done.err


def test_without_a_terminal_nothing_waits_for_an_answer(locked: Path) -> None:
    done: Done = run_apart("figures", "--db", "locked.audit", folder=locked.parent)
    assert done.code == 1
    assert "protected by a passphrase" in done.err


def test_these_commands_load_no_window(locked: Path) -> None:
    import subprocess
    import sys

    script = (
        "import sys; from audit_app.cli.main import run\n"
        "code = run(['verify', 'locked.audit', '--password-file', 'old'])\n"
        "assert not any(name.startswith('PySide6') for name in sys.modules); sys.exit(code)"
    )
    from tests.commands import ROOT

    subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {script}"],
        cwd=locked.parent,
        check=True,
        capture_output=True,
    )


def test_a_backup_under_an_older_key_is_looked_into_and_put_back_with_both_passphrases(
    locked: Path, capsys: Capture
) -> None:
    name = locked.name
    assert run(["backup", name, "-o", "older.audit", "--password-file", "old"]) == 0
    renewed = ("passphrase", name, "--new-key", "--password-file", "old")
    assert run([*renewed, "--new-password-file", "new"]) == 0
    put = ("restore", name, "--from", "older.audit")
    for more in (["--dry-run"], ["--whole"]):
        done = run_here(capsys, *put, *more, "--password-file", "new")
        assert (done.code, done.out) == (1, "")
        both = ("--password-file", "old", "--password-file", "new")
        assert run_here(capsys, *put, *more, *both).code == 0
    assert unlock(locked, OLD)
