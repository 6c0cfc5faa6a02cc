"""What a roster's file has changed for each person, as rows of their history."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.roster_columns import ROLE_WORDS
from domain.transfer import Change, TransferState, duties_said
from models.roster import Entry

Units = Mapping[int, str]
Told = Sequence[tuple[str, Change, str, str]]
"""Phone, what has changed, how it was and how it is."""
_Changed = tuple[Change, str, str]
_PLAIN = {
    Change.RENAMED: "name",
    Change.EMPLOYER: "employer",
    Change.ORIGIN: "origin",
    Change.POST: "post",
}


def told_of(
    wanted: Mapping[str, Entry], before: Mapping[str, tuple[int, Entry]], units: Units
) -> Told:
    return [
        (phone, change, was, now)
        for phone, entry in wanted.items()
        for change, was, now in _told(before[phone][1] if phone in before else None, entry, units)
    ]


def rows_of(
    told: Told, ids: Mapping[str, int], *, by: int | None, now: datetime
) -> Iterator[dict[str, Any]]:
    dated = {"effective": now.date(), "at": now, "state": TransferState.HOLDS, "reason": ""}
    for phone, change, was, is_now in told:
        row = {"person_id": ids[phone], "change": change, "before": was, "after": is_now}
        yield row | dated | {"by_id": by}


def _told(before: Entry | None, after: Entry, units: Units) -> Iterator[_Changed]:
    if before is None:
        yield Change.HIRED, "", _place(after, units)
        return
    if not before.active:
        yield Change.RETURNED, "", _place(after, units)
    if before.unit_id != after.unit_id:
        yield Change.MOVED, _place(before, units), _place(after, units)
    for change, column in _PLAIN.items():
        if (had := getattr(before, column)) != (has := getattr(after, column)):
            yield change, had, has
    if (was := _duties(before)) != (now := _duties(after)):
        yield Change.DUTIES, was, now
    yield from _roles(before, after, units)


def _roles(before: Entry, after: Entry, units: Units) -> Iterator[_Changed]:
    for role in sorted(after.roles - before.roles):
        yield Change.GRANTED, "", ROLE_WORDS[role]
    for role in sorted(before.roles - after.roles):
        yield Change.REVOKED, ROLE_WORDS[role], ""
    for unit_id in sorted(after.holds - before.holds):
        yield Change.GRANTED, "", units.get(unit_id, "")
    for unit_id in sorted(before.holds - after.holds):
        yield Change.REVOKED, units.get(unit_id, ""), ""


def _place(entry: Entry, units: Units) -> str:
    return units.get(entry.unit_id or 0, "")


def _duties(entry: Entry) -> str:
    return duties_said(entry.main_duty, entry.secondary_duties)
