"""`tools`: list, show and check."""

from pathlib import Path

import pytest

from forms.tool_files import builtin_tool, builtin_tool_ids
from tests.commands import run_here
from tests.db.making import MINI

FIELDS = {"id", "kind", "label", "scale", "choices", "required", "relevant", "theme"}

HOSTILE = {
    "aliases.yaml": b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "nested.yaml": b"[" * 100_000,
    "tags.yaml": b"id: !!python/object/apply:os.system [ls]\n",
    "latin.yaml": "title: Königsfeld".encode("latin-1"),
    "binary.yaml": bytes(range(256)),
    "empty.yaml": b"",
    "list.yaml": b"- one\n- two\n",
    "two.yaml": b"id: a\n---\nid: b\n",
    "truncated.yaml": MINI[:250],
    "twice.yaml": MINI + b"\nid: mini\n",
}


def test_the_built_in_tools_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    done = run_here(capsys, "tools", "list")
    assert [line.split()[0] for line in done.out.splitlines()] == list(builtin_tool_ids())
    columns = {line.index("1.0") for line in done.out.splitlines()}
    assert len(columns) == 1


@pytest.mark.parametrize("tool_id", builtin_tool_ids())
def test_a_tool_is_shown_whole(capsys: pytest.CaptureFixture[str], tool_id: str) -> None:
    document = run_here(capsys, "tools", "show", tool_id, "--json").document
    assert document["id"] == tool_id
    assert document.keys() >= {"id", "version", "title", "scales", "sections"}
    questions = [each for section in document["sections"] for each in section["questions"]]
    assert all(question.keys() >= FIELDS for question in questions)
    shown = run_here(capsys, "tools", "show", tool_id).out
    assert all(f"  {name}: " in shown for name in builtin_tool(tool_id).questions)
    assert max(map(len, shown.splitlines())) <= 100


def test_a_tool_file_is_shown_as_a_built_in_one_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mini.yaml").write_bytes(MINI)
    done = run_here(capsys, "tools", "show", tmp_path / "mini.yaml")
    assert done.out.startswith("Mini, version 1.0 (mini)\n3 questions in 1 section, looks back 12")
    assert "q2: How well?" in done.out
    assert "asked only if ${q1} = 'yes'" in done.out


def test_repeats_parties_and_calculations_are_shown_in_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = run_here(capsys, "tools", "show", "exploitation-and-missing").out
    assert "  Each missing episode (episode, for each missing episode in the" in shown
    assert "      worked out as count(${missing_from_on})" in shown
    shown = run_here(capsys, "tools", "show", "multi-agency-case-file").out
    assert "      asked only of police\n" in shown


def test_an_unknown_tool_is_told_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    done = run_here(capsys, "tools", "show", "horoscope", "--json")
    assert done.code == 1
    assert all(tool_id in done.document["error"] for tool_id in builtin_tool_ids())


def test_sound_files_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mini.yaml").write_bytes(MINI)
    done = run_here(capsys, "tools", "check", tmp_path)
    assert (done.code, done.out, done.err) == (0, "", "1 file checked, 0 problems.\n")
    document = run_here(capsys, "tools", "check", tmp_path / "mini.yaml", "--json").document
    assert document == {"ok": True, "files": 1, "problems": []}


def test_every_problem_is_told_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_bytes(MINI.replace(b"scale: ofsted", b"scale: stars").replace(b"id: q3", b"id: q1"))
    (tmp_path / "mini.yaml").write_bytes(MINI)
    done = run_here(capsys, "tools", "check", tmp_path)
    lines = done.out.splitlines()
    assert (done.code, len(lines)) == (1, 2)
    assert lines[0].startswith(f"{bad}:12:39: ")
    assert "stars" in lines[0]
    assert lines[1].startswith(f"{bad}:13:14: ")
    assert done.err == "2 files checked, 2 problems.\n"
    problems = run_here(capsys, "tools", "check", tmp_path, "--json").document["problems"]
    assert [(each["line"], each["column"]) for each in problems] == [(12, 39), (13, 14)]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_broken_file_is_a_problem_and_no_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / name).write_bytes(HOSTILE[name])
    done = run_here(capsys, "tools", "check", tmp_path / name, "--json")
    assert (done.code, done.document["ok"]) == (1, False)
    assert done.document["problems"][0]["line"] >= 1
    assert run_here(capsys, "tools", "show", tmp_path / name).code == 1


def test_a_hundred_megabytes_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (tmp_path / "huge.yaml").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    done = run_here(capsys, "tools", "check", tmp_path)
    assert (done.code, "at most 4 MiB" in done.out) == (1, True)


def test_what_is_not_there_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    done = run_here(capsys, "tools", "check", tmp_path / "gone.yaml", tmp_path / "empty")
    assert done.code == 1
    assert done.out.splitlines() == [
        f"{tmp_path}/gone.yaml:0:0: cannot be read: No such file or directory",
        f"{tmp_path}/empty:0:0: this folder holds no .yaml file",
    ]
