"""Every method that a figure names is explained on the page that it links to."""

import re
from pathlib import Path
from typing import get_args

from exports.figures.methods import Method

PAGE = Path(__file__).parents[3] / "docs" / "method.md"


def test_every_method_has_a_section_of_its_own() -> None:
    anchors = re.findall(r'^<a id="([a-z-]+)"></a>\n## ', PAGE.read_text("utf-8"), re.MULTILINE)
    assert set(get_args(Method)) <= set(anchors)
    assert len(anchors) == len(set(anchors))


def test_the_page_links_only_to_anchors_it_has() -> None:
    text = PAGE.read_text("utf-8")
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(re.findall(r'<a id="([^"]+)"', text))
