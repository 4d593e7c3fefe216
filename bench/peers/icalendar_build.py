"""A calendar built and written with icalendar.

Asked with a calendar, it reads that once, so that every value is there as Python has it, and then builds and writes the
same calendar again and again: whatever comes before (reading, planning, wording) is not counted. It answers with one
line of JSON: {"seconds", "text"}, the median time of a round and what a round wrote.
"""

import json
import statistics
import sys
import time

from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vDDDTypes,
    vInt,
    vUTCOffset,
)

WARM_UP = 20
ROUNDS = 200

CLASSES = {
    "VCALENDAR": Calendar,
    "VEVENT": Event,
    "VTIMEZONE": Timezone,
    "STANDARD": TimezoneStandard,
    "DAYLIGHT": TimezoneDaylight,
}


def plain(value):
    """A value as a program has it before there is a calendar."""
    if isinstance(value, vDDDTypes):
        return value.dt
    if isinstance(value, vUTCOffset):
        return value.td
    return int(value) if isinstance(value, vInt) else str(value)


def taken_apart(part):
    """The kind of a part, its properties, and the parts in it."""
    properties = [(name, plain(value)) for name, value in part.items()]
    return CLASSES[part.name], properties, [taken_apart(inner) for inner in part.subcomponents]


def built(kind, properties, inner):
    part = kind()
    for name, value in properties:
        part.add(name, value)
    for each in inner:
        part.add_component(built(*each))
    return part


def once(parts):
    # Not sorted: that is less work, and the order is that of the calendar that was read.
    return built(*parts).to_ical(sorted=False)


def main():
    with open(sys.argv[1], "rb") as file:
        parts = taken_apart(Calendar.from_ical(file.read()))
    for _ in range(WARM_UP):
        once(parts)
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        text = once(parts)
        times.append(time.perf_counter() - start)
    print(json.dumps({"seconds": statistics.median(times), "text": text.decode()}))


main()
