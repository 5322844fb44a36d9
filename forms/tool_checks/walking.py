"""Walks a path through plain data, as far as there is something."""

from typing import NamedTuple

from forms.source import Path


class Reached(NamedTuple):
    """How far along a path there is something, and what is there.

    `order` says where that is by positions, so that paths can be sorted as they stand.
    """

    path: Path
    value: object
    order: tuple[int, ...]


def reached(data: object, path: Path) -> Reached:
    """Return what is at a path, or the last thing on the way to it."""
    order: list[int] = []
    for step in path:
        if isinstance(data, dict) and step in data:
            order.append(list(data).index(step))
            data = data[step]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            order.append(step)
            data = data[step]
        else:
            break
    return Reached(path[: len(order)], data, tuple(order))


def clipped(path: Path, data: object) -> Path:
    """Return a path as far as the data goes, and one name further where that is missing."""
    end = reached(data, path)
    return path[: len(end.path) + isinstance(end.value, dict)]
