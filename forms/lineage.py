"""The history of one record as a graph: in time order, with branches and joins, and in words."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Step(NamedTuple):
    """One revision in the history: its number counts from 1, the oldest.

    `lane` is the line it stands on where the graph is drawn, 0 for the first. `builds_on` and
    `built_on_by` are numbers of other steps.
    """

    number: int
    id: str
    lane: int
    builds_on: tuple[int, ...]
    built_on_by: tuple[int, ...]


def in_time_order(parents: Mapping[str, Iterable[str]], moments: Mapping[str, str]) -> list[Step]:
    """Return the steps of a history, parents before children and else by when they were sealed.

    Clocks of several machines disagree, so what builds on another always comes after it.
    """
    order = _order(parents, moments)
    numbers = {each: number for number, each in enumerate(order, 1)}
    builds_on = {
        each: tuple(sorted(numbers[parent] for parent in parents[each] if parent in numbers))
        for each in order
    }
    built_on_by: dict[int, list[int]] = {}
    for each in order:
        for parent in builds_on[each]:
            built_on_by.setdefault(parent, []).append(numbers[each])
    lanes = _lanes(order, builds_on)
    return [
        Step(number, each, lanes[each], builds_on[each], tuple(built_on_by.get(number, ())))
        for number, each in enumerate(order, 1)
    ]


def tips(steps: Iterable[Step]) -> list[int]:
    """Return the numbers of the steps that nobody builds on."""
    return [step.number for step in steps if not step.built_on_by]


def told(step: Step, steps: Sequence[Step], newest: Sequence[int]) -> str:
    """Return where a step stands among the others, in a sentence or two; `newest` are the tips."""
    return " ".join(part for part in (_before(step, steps), _after(step, newest)) if part)


def listed(numbers: Sequence[int]) -> str:
    """Return `version 2`, or `versions 2, 3 and 5`."""
    words = [str(number) for number in numbers]
    if len(words) == 1:
        return f"version {words[0]}"
    return f"versions {', '.join(words[:-1])} and {words[-1]}"


def _before(step: Step, steps: Sequence[Step]) -> str:
    if not step.builds_on:
        return "" if step.number == 1 else "It builds on no other version in this file."
    if len(step.builds_on) > 1:
        return f"It brings {listed(step.builds_on)} together."
    beside = [each for each in steps[step.builds_on[0] - 1].built_on_by if each != step.number]
    builds = f"It builds on {listed(step.builds_on)}"
    if not beside:
        return f"{builds}."
    return f"{builds}, and so {'do' if len(beside) > 1 else 'does'} {listed(beside)}."


def _after(step: Step, newest: Sequence[int]) -> str:
    if step.built_on_by:
        return f"It was superseded by {listed(step.built_on_by)}."
    others = [number for number in newest if number != step.number]
    if not others:
        return "It is the newest version."
    return f"It stands beside {listed(others)}: neither builds on the other."


def _order(parents: Mapping[str, Iterable[str]], moments: Mapping[str, str]) -> list[str]:
    """Take, again and again, the earliest of those whose parents have all been taken."""
    missing = {each: len({one for one in parents[each] if one in parents}) for each in parents}
    children: dict[str, list[str]] = {}
    for each in parents:
        for parent in set(parents[each]):
            children.setdefault(parent, []).append(each)
    ready = [(moments[each], each) for each, count in missing.items() if not count]
    heapq.heapify(ready)
    order: list[str] = []
    while ready:
        _, taken = heapq.heappop(ready)
        order.append(taken)
        for child in children.get(taken, ()):
            missing[child] -= 1
            if not missing[child]:
                heapq.heappush(ready, (moments[child], child))
    return order


def _lanes(order: Sequence[str], builds_on: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """Let the first that goes on from a step stay on its lane; every other one opens a new one."""
    lanes: dict[str, int] = {}
    gone_on: set[int] = set()
    opened = 0
    for each in order:
        first = next(iter(builds_on[each]), 0)
        if first and first not in gone_on:
            gone_on.add(first)
            lanes[each] = lanes[order[first - 1]]
        else:
            lanes[each] = opened
            opened += 1
    return lanes
