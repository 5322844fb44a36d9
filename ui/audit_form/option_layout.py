"""Where the options of a box stand: in a row that wraps, or in columns of even width."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize

from ui.audit_form.option_paint import Fonts, wanted_size, wanted_width
from ui.audit_form.options import Option
from ui.theme import GRID

_COLUMNS = 3  # at most; more are hard to read down
_BETWEEN_GROUPS = GRID * 2


def placed_in_rows(options: Sequence[Option], fonts: Fonts, width: int) -> list[QRect]:
    """Place options side by side, breaking rows at `width`; the reserved ones stand apart."""
    places: list[QRect] = []
    left = top = row = 0
    for at, option in enumerate(options):
        size = wanted_size(option, fonts, width)
        if at and left and option.is_reserved and not options[at - 1].is_reserved:
            left += _BETWEEN_GROUPS
        if left and left + size.width() > width:
            left, top, row = 0, top + row, 0
        places.append(QRect(QPoint(left, top), size))
        left += size.width()
        row = max(row, size.height())
    return places


def placed_in_columns(options: Sequence[Option], fonts: Fonts, width: int) -> list[QRect]:
    """Place options in up to three columns, line by line; the reserved ones in a row below."""
    own = [option for option in options if not option.is_reserved]
    widest = max((wanted_width(option, fonts) for option in own), default=1)
    columns = max(1, min(_COLUMNS, width // widest, len(own)))
    column = min(widest, width) if columns > 1 else width
    places: list[QRect] = []
    top = 0
    for start in range(0, len(own), columns):
        line = own[start : start + columns]
        height = max(wanted_size(option, fonts, column).height() for option in line)
        size = QSize(column, height)
        places += [QRect(QPoint(at * column, top), size) for at in range(len(line))]
        top += height
    below = placed_in_rows(options[len(own) :], fonts, width)
    return places + [place.translated(0, top + GRID // 2) for place in below]
