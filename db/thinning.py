"""Which automatic backups may go: all of two days stay, then one a day, a week, a month."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from db.backup_files import BackupFile

EVERY_ONE = timedelta(days=2)
ONE_A_DAY = timedelta(days=14)
ONE_A_WEEK = timedelta(weeks=8)
ONE_A_MONTH = timedelta(days=731)
AT_MOST = 5
"""Removed at one time: a clock that once ran years ahead must not cost a whole series."""

Period = Callable[[datetime], tuple[int, ...]]


def surplus(files: Iterable[BackupFile], now: datetime) -> list[BackupFile]:
    """Return the backups of one series that may go, oldest first; all but the newest of a period.

    Days, weeks (ISO 8601) and months are counted in UTC. The newest backup of all stays however
    old it is, and so does one from the future: then the clock was set back.
    """
    ordered = sorted(files, key=lambda each: each.order)
    if not ordered:
        return []
    kept = {ordered[-1]} | {each for each in ordered if now - each.made_at <= EVERY_ONE}
    for age, period in _PERIODS:
        newest = {period(each.made_at.astimezone(UTC)): each for each in ordered}
        kept |= {each for each in newest.values() if now - each.made_at <= age}
    return [each for each in ordered if each not in kept]


_PERIODS: tuple[tuple[timedelta, Period], ...] = (
    (ONE_A_DAY, lambda moment: (moment.year, moment.month, moment.day)),
    (ONE_A_WEEK, lambda moment: tuple(moment.isocalendar())[:2]),
    (ONE_A_MONTH, lambda moment: (moment.year, moment.month)),
)
