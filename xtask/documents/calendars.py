"""Calendars read with `icalendar`, beside the plans that they were made from, as one JSON text.

Run by `cargo xtask documents` with pairs of files: a calendar, and the plan of the same case as JSON.
"""

import json
import sys
from datetime import date, datetime, timezone

from icalendar import Calendar

OBSERVED = ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO"]
ASKED = {
    "VCALENDAR": ["PRODID", "VERSION"],
    "VEVENT": ["UID", "DTSTAMP", "SEQUENCE", "DTSTART"],
    "VALARM": ["ACTION", "TRIGGER"],
    "VTIMEZONE": ["TZID"],
    "STANDARD": OBSERVED,
    "DAYLIGHT": OBSERVED,
}


def instant(moment):
    """To the second, in UTC; of whole days the date alone."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    if moment.tzinfo is None:
        return f"{moment.isoformat()} without a zone"
    return moment.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")


def missing(calendar):
    """What a part of the calendar must have and has not."""
    for part in calendar.walk():
        for name in ASKED.get(part.name, []):
            if name not in part:
                yield f"{part.name} {part.get('UID', '')} has no {name}"
        for name, error in part.errors:
            yield f"{part.name} {part.get('UID', '')}: {name}: {error}"


def moments(part):
    """Each moment of an event with the zone that it names."""
    for name, value in part.property_items(recursive=False):
        if isinstance(getattr(value, "dt", None), date):
            yield name, value.dt, value.params.get("TZID")


def by_own_zones(calendar):
    """Moments whose zone is not in the calendar, or is another one there than in the world.

    A program that does not know a zone by its name has nothing else to go by.
    """
    own = {str(zone["TZID"]): zone.to_tz(lookup_tzid=False) for zone in calendar.walk("VTIMEZONE")}
    for event in calendar.walk("VEVENT"):
        for name, moment, zone in moments(event):
            if zone is None:
                continue
            if zone not in own:
                yield f"{event['UID']}: {name} is in {zone}, which has no VTIMEZONE"
                continue
            there = moment.replace(tzinfo=own[zone])
            if instant(there) != instant(moment):
                yield f"{event['UID']}: {name} is {instant(there)} by VTIMEZONE, {instant(moment)} in {zone}"


def starts(calendar, faults):
    found = {}
    for event in calendar.walk("VEVENT"):
        uid = str(event.get("UID"))
        if uid in found:
            faults.append(f"{uid} is there twice")
        found[uid] = instant(event["DTSTART"].dt)
    return found


def opens(plan):
    """When each gate opens that has a date. What follows the offset is the zone in brackets."""
    gates = {gate["activity"]: gate["opens"] for gate in plan["gates"] if gate["opens"] is not None}
    return {activity: instant(datetime.fromisoformat(at.partition("[")[0])) for activity, at in gates.items()}


def look(path, plan):
    with open(plan, encoding="utf-8") as file:
        answer = {"file": path, "faults": [], "opens": opens(json.load(file)), "starts": {}}
    try:
        with open(path, "rb") as file:
            calendar = Calendar.from_ical(file.read())
    except Exception as error:  # Whatever it stumbles over is a fault of the file.
        answer["faults"].append(f"not read: {error}")
        return answer
    answer["faults"] += missing(calendar)
    if answer["faults"]:
        # A broken property cannot be asked for its moment.
        return answer
    answer["faults"] += by_own_zones(calendar)
    answer["starts"] = starts(calendar, answer["faults"])
    return answer


if __name__ == "__main__":
    paths = sys.argv[1:]
    json.dump([look(*pair) for pair in zip(paths[::2], paths[1::2], strict=True)], sys.stdout)
