"""What becomes of the instances of repeating sections when an audit is moved."""

from datetime import date

from forms.audits import Audit
from forms.evaluation import evaluate
from forms.findings import finding_key, split_key
from forms.tools import AuditTool
from forms.versions.converting import NotConvertible

ASKED_ONCE = "The new version asks this only once, and has the first answer."
_MOST = 200


class MovedInstances:
    """The keys of findings, and the instances of every repeating section, in the new version."""

    def __init__(self, audit: Audit, old: AuditTool, new: AuditTool, today: date) -> None:
        self._audit = audit
        self._old = old
        self._new = new
        self._counted = _counted_instances(audit, old, today)
        self._numbers = {
            group.id: list(self._before(group.id)) for group in new.groups.values() if group.repeat
        }

    def key(self, key: str, since: AuditTool | None = None) -> str:
        """Return the key under which a finding stands in the new version.

        `since` is the tool it was given to, unless that is the old one. Raises NotConvertible
        where the new version has no place for it.
        """
        name, number = split_key(key)
        group = self._new.repeat_of.get(name)
        if group is not None:
            return finding_key(name, self._instance(group, number))
        if number is None:
            return name
        home = (since or self._old).repeat_of.get(name, "")
        if number != next(iter(self._before(home)), number):
            raise NotConvertible(ASKED_ONCE)
        return name

    def moved(self) -> dict[str, tuple[int, ...]]:
        """Return the instances that the moved audit names."""
        found = {}
        for name, numbers in self._numbers.items():
            repeat = self._new.groups[name].repeat
            least = repeat.minimum if repeat else 0
            if name in self._audit.instances or not set(numbers) <= set(range(1, least + 1)):
                found[name] = tuple(numbers)
        return found

    def _instance(self, group: str, number: int | None) -> int:
        numbers = self._numbers[group]
        if number is None:
            number = numbers[0] if numbers else 1
        if number not in numbers:
            if len(numbers) >= _MOST:
                raise NotConvertible("The new version has no room for so many.")
            numbers.append(number)
        return number

    def _before(self, group: str) -> tuple[int, ...]:
        """Return the instances that a repeating section had before; it may not have been one."""
        if group in self._counted:
            return self._counted[group]
        if group in self._audit.instances:
            return self._audit.instances[group]
        part = self._old.groups.get(group)
        return tuple(range(1, part.repeat.minimum + 1)) if part and part.repeat else ()


def _counted_instances(audit: Audit, tool: AuditTool, today: date) -> dict[str, tuple[int, ...]]:
    """Return the instances of repeating sections whose number a rule says; no audit lists them."""
    counted = [part.id for part in tool.groups.values() if part.repeat and part.repeat.count]
    if not counted:
        return {}
    evaluation = evaluate(tool, audit, today)
    return {name: evaluation.instances(name) for name in counted}
