"""What a function of rules is: its help, how many values it takes, and its work."""

from collections.abc import Callable
from typing import NamedTuple

from forms.rules.values import Value

ANY_NUMBER = 4_000
"""As many arguments as a rule can hold."""


class Function(NamedTuple):
    """A function of the rule language."""

    signature: str
    description: str
    least: int
    most: int
    work: Callable[..., Value]
    """Takes as many values as there are arguments."""
    looks_around: bool = False
    """Whether `work` takes the Surroundings before them."""
