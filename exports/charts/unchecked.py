"""ReportLab's shapes, made ten times faster: it does not look at every number of every one.

What it would look for our types say. It decides when its shapes are first loaded, so they are
loaded here and nowhere else.
"""

from reportlab import rl_config

rl_config.shapeChecking = 0

from reportlab.graphics import shapes  # noqa: E402
from reportlab.graphics.shapes import Circle, Drawing, Line, Path, Rect, String  # noqa: E402

shapes.STATE_DEFAULTS = shapes.STATE_DEFAULTS.copy()
"""What a shape has unless it is told: as plain values, for it asks five times a shape."""

__all__ = ["Circle", "Drawing", "Line", "Path", "Rect", "String"]
