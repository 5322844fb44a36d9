"""What the page shows in place of figures: why there are none, and what to do next."""

from PySide6.QtWidgets import QWidget

from ui.icons import Icons
from ui.widgets.figures_stack import FiguresStack


class ExploreStack(FiguresStack):
    """Shows the figures, or the reason why there are none."""

    def __init__(self, icons: Icons, sheet: QWidget) -> None:
        super().__init__(
            icons,
            sheet,
            icon="explore",
            promise="There is something to explore once an audit was completed.",
            stopped="Nothing was worked out",
            again="Work it out",
        )
