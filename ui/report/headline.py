"""The two cards a manager reads first: the headline, and what it rests on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.icons import Icons
from ui.report.board import Board, ShareWords
from ui.report.chart_view import ChartView, on_paper
from ui.report.legend import Legend
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role

_MOST_LIMITS = 3
_MOST_QUESTIONS = 3
_SCALE = 1.3  # pixels a point: the counts inside a bar then have the size of small text


class HeadlineCard(QFrame):
    """The share good or better with n and interval, and how the grades are spread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(named(self, "Headline"), "card")
        self.title = label("", "heading", wrap=True)
        self.told = label("", "muted", wrap=True)
        self.share = label("", "figure")
        self.share_of = label("", "strong", wrap=True)
        self.interval = label("", "muted", wrap=True)
        self.share_chart = ChartView("Share good or better", _SCALE)
        self.grades_chart = ChartView("Overall grades", _SCALE)
        self.attention = AttentionList()
        self.legend = Legend()
        self._build()

    def _build(self) -> None:
        figure = QVBoxLayout()
        figure.setSpacing(GRID // 2)
        for part in (self.share, self.share_of, self.interval):
            figure.addWidget(part)
        figure.addSpacing(GRID)
        figure.addWidget(on_paper(self.share_chart), 0, Qt.AlignmentFlag.AlignLeft)
        figure.addStretch(1)
        spread = QVBoxLayout()
        spread.setSpacing(GRID)
        spread.addWidget(label("Overall grades", "strong"))
        spread.addWidget(self.grades_chart)
        spread.addWidget(self.legend)
        spread.addStretch(1)
        parts = QHBoxLayout()
        parts.setSpacing(GRID * 4)
        parts.addLayout(figure, 2)
        parts.addLayout(spread, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.title)
        layout.addWidget(self.told)
        layout.addSpacing(GRID)
        layout.addLayout(parts)
        layout.addSpacing(GRID)
        layout.addWidget(self.attention)
        layout.addStretch(1)

    def show_board(self, board: Board) -> None:
        """Show other figures."""
        self.title.setText(board.title)
        self.told.setText(board.told)
        self.share.setText(board.headline.share)
        self.share_of.setText(board.headline_of)
        interval = board.headline.interval
        nothing = "Share not published" if board.is_hidden else "No interval: nothing was graded"
        between = f"95% interval {interval}" if interval else nothing
        self.interval.setText(f"{board.headline.counted} · {between}")
        self.share_chart.show_chart(board.share_chart)
        self.grades_chart.show_chart(board.grades_chart)
        self.legend.show_entries(board.legend)
        self.attention.show_questions(board.attention)


class AttentionList(QWidget):
    """The questions to look at first, each with share, interval and count."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = [
            (label("", wrap=True), label("", "muted", wrap=True)) for _ in range(_MOST_QUESTIONS)
        ]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(GRID // 2)
        grid.addWidget(label("What to look at first", "strong"), 0, 0, 1, 2)
        for row, line in enumerate(self._lines, start=1):
            for column, part in enumerate(line):
                grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)

    def show_questions(self, questions: list[tuple[str, ShareWords]]) -> None:
        """Show other questions; without any the list hides."""
        self.setVisible(bool(questions))
        for place, (question, figures) in enumerate(self._lines):
            is_used = place < len(questions)
            question.setVisible(is_used)
            figures.setVisible(is_used)
            if is_used:
                text, share = questions[place]
                question.setText(text)
                figures.setText(
                    f"{share.share} good ({share.counted}), 95% interval {share.interval}"
                )


class FactsCard(QFrame):
    """What the figures rest on, and what to keep in mind."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(named(self, "What the figures rest on"), "card")
        self._icons = icons
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GRID * 2)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(1, 1)
        self._limits = label("", "small", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        layout.setSpacing(GRID)
        layout.addWidget(label("What the figures rest on", "heading"))
        layout.addLayout(self._grid)
        layout.addSpacing(GRID)
        layout.addWidget(self._limits)
        layout.addStretch(1)
        self._values: dict[str, QLabel] = {}

    def show_board(self, board: Board) -> None:
        """Show other facts."""
        for name, value in board.facts:
            if name not in self._values:
                self._add(name)
            self._values[name].setText(value)
        self._limits.setText("\n\n".join(board.limits[:_MOST_LIMITS]))
        self._limits.setVisible(bool(board.limits))

    def _add(self, name: str) -> None:
        row = len(self._values)
        self._values[name] = label("", wrap=True)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(name, "muted"), row, 0, top)
        self._grid.addWidget(self._values[name], row, 1, top)
