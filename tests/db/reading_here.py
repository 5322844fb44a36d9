"""Reads received files in the test's own process: for tests of what becomes of what is in them.

Starting the reading process takes half a second; how it is started, bounded and ended has tests of
its own.
"""

from collections.abc import Iterator

from db.importing.inspection import Inspection
from db.importing.packing import Unpacking
from db.importing.parcels import Claims, Done, Parcel, Refused, Skimmed, answer, is_question
from db.importing.reading import Task, parcels_of
from db.importing.worker import Answerer


class ReadingHere:
    """Stands in for `db.importing.worker.ReadingProcess`."""

    is_alive = True

    def parcels(self, task: Task, answerer: Answerer) -> Iterator[Parcel]:
        reading, unpacking, inspection = parcels_of(task), Unpacking(), Inspection()
        content = next(reading)
        while True:
            parcel = unpacking.parcel(content)
            inspection.inspect(parcel)
            asks = is_question(content) and isinstance(parcel, Skimmed | Claims)
            places = answerer(parcel) if asks else []  # type: ignore[arg-type]
            reply = answer(places)
            if isinstance(parcel, Claims):
                inspection.expect(parcel, places)
            yield parcel
            if isinstance(parcel, Done | Refused):
                return
            content = reading.send(reply) if asks else next(reading)

    def end(self) -> None: ...
