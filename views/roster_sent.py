"""A roster sent in the chat: what it would change, which rows are wrong, and what became of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from aiogram.filters.callback_data import CallbackData

from domain.document import Document
from domain.roster_leaving import Leavers, MoreThanAPage, TooManyLeave
from domain.roster_sent import (
    NotFetched,
    OfficeChanged,
    RosterApplied,
    RosterFaulty,
    RosterTried,
    RosterUnread,
    Trial,
)
from domain.roster_units import Place
from views import roster_import as told
from views.names import some_of
from views.screen import Button, Screen, explain, render
from views.texts import Texts

SHOWN = 12
ROWS_SHOWN = 5
NAMES_SHOWN = 10


class ApplyRoster(CallbackData, prefix="rsapply"):
    sent_id: int


class AskLeaving(CallbackData, prefix="rsleave"):
    """Those who are not in the file shall leave the service."""

    sent_id: int


class DropRoster(CallbackData, prefix="rsdrop"):
    sent_id: int


def how_to_send(template: bytes, t: Texts) -> Screen:
    return Screen(
        text=t(
            "Fill in this spreadsheet and send it back to me here, as a file (.xlsx or .csv)."
            " I first show what would change; nothing is written before you confirm."
        ),
        document=Document(t("Roster.xlsx"), template),
    )


def reading(t: Texts) -> Screen:
    return Screen(text=t("I have it and am reading it. In a moment I show what would change."))


@render.register
def tried(notice: RosterTried, t: Texts) -> Screen:
    trial = notice.trial
    lines = [
        told.changes(trial.would, t),
        *told.new_units(trial.would, t),
        *_left_out(trial, t),
        "",
        *_totals(trial, t),
    ]
    if trial.ignored:
        lines.append(told.ignored(trial.ignored, t))
    lines += ["", t("Nothing is written yet. Confirm writes all of it, Cancel drops it.")]
    ask = Button(t("End their service too"), AskLeaving(sent_id=notice.sent_id))
    may_end = trial.leavers.ids and not trial.leavers.why_not
    return Screen(
        title=t.plural(
            "Trial run: {n} person in the file",
            "Trial run: {n} people in the file",
            sum(trial.totals.by_unit.values()),
        ),
        text="\n".join(lines),
        buttons=(
            (
                Button(t("Confirm"), ApplyRoster(sent_id=notice.sent_id)),
                Button(t("Cancel"), DropRoster(sent_id=notice.sent_id)),
            ),
            *(((ask,),) if may_end else ()),
        ),
    )


def _left_out(trial: Trial, t: Texts) -> list[str]:
    if not trial.left_out:
        return []
    names = some_of(trial.left_out, NAMES_SHOWN, t)
    return [
        t.plural(
            "Of your people {n} is not in the file and stays as they are: {names}.",
            "Of your people {n} are not in the file and stay as they are: {names}.",
            len(trial.left_out),
            names=names,
        ),
        *_may_leave(trial.leavers, t),
    ]


def _may_leave(leavers: Leavers, t: Texts) -> list[str]:
    """A file says nothing of units that it does not name."""
    one_by_one = t("For who has left, use /roster.")
    twins = [_twins(leavers.twins, t)] if leavers.twins else []
    if not leavers.ids:
        return [*twins, one_by_one]
    if leavers.why_not:
        return [*twins, explain(leavers.why_not, t).text, one_by_one]
    return [
        *twins,
        t.plural(
            "{n} of them is of a unit in the file: “End their service too” does that at once.",
            "{n} of them are of units in the file: “End their service too” does that at once.",
            len(leavers.ids),
        ),
    ]


def _twins(names: Sequence[str], t: Texts) -> str:
    return t(
        "In the file with another number: {names}. If it is the same person, check the number.",
        names=some_of(names, NAMES_SHOWN, t),
    )


def _totals(trial: Trial, t: Texts) -> Iterator[str]:
    for heading, counted in told.tables(trial.totals, t):
        if len(counted) > 1:
            yield _line(heading, counted, t)
    yield _line(t("Unit"), told.counted(_named(trial.totals.by_unit), t), t)


def _named(by_unit: Mapping[Place, int]) -> dict[str, int]:
    named: dict[str, int] = {}
    for place, count in by_unit.items():
        name = told.unit_name(place)
        named[name] = named.get(name, 0) + count
    return named


def _line(heading: str, counted: list[tuple[str, int]], t: Texts) -> str:
    shown = [f"{name} {count}" for name, count in counted[:SHOWN]]
    rest = len(counted) - SHOWN
    if rest > 0:
        shown.append(t.plural("{n} more", "{n} more", rest))
    return t("{heading}: {counts}", heading=heading, counts=t.listed(shown))


@render.register
def faulty(notice: RosterFaulty, t: Texts) -> Screen:
    numbers = sorted({bad.number for bad in notice.bad})
    reasons: dict[int, list[str]] = {number: [] for number in numbers[:ROWS_SHOWN]}
    for bad in notice.bad:
        if bad.number in reasons:
            reasons[bad.number].append(told.reason(bad, t))
    rest = len(numbers) - ROWS_SHOWN
    return Screen(
        title=t.plural("{n} row needs correcting.", "{n} rows need correcting.", len(numbers)),
        text="\n".join(
            [
                *(told.row(number, said, t) for number, said in reasons.items()),
                *([t.plural("{n} more", "{n} more", rest)] if rest > 0 else []),
                t("Nothing was written. Correct the marked rows in this file and send it again."),
            ]
        ),
        document=Document(t("Roster to correct.xlsx"), notice.workbook),
    )


@render.register
def unread(notice: RosterUnread, t: Texts) -> Screen:
    return explain(notice.why, t)


def writing(t: Texts) -> Screen:
    return Screen(text=t("Confirmed, it is being written. In a moment I tell you the result."))


@render.register
def applied(notice: RosterApplied, t: Texts) -> Screen:
    lines = [told.changes(notice.done, t)]
    if notice.leaving:
        count, day = len(notice.leaving.ids), date.fromordinal(notice.leaving.day)
        lines.append(
            t.plural(
                "{n} person leaves the service from {day}.",
                "{n} people leave the service from {day}.",
                count,
                day=t.day(day),
            )
        )
    return Screen(title=t("The roster is written."), text="\n".join(lines))


def dropped(t: Texts) -> Screen:
    return Screen(text=t("Dropped. Nothing was written."))


@explain.register
def not_fetched(_error: NotFetched, t: Texts) -> Screen:
    return Screen(text=t("The file could not be fetched. Please send it once more."))


@explain.register
def office_changed(_error: OfficeChanged, t: Texts) -> Screen:
    return Screen(
        text=t("The office has changed since this was tried. Please send the file once more."),
        alert=True,
    )


@explain.register
def too_many_leave(error: TooManyLeave, t: Texts) -> Screen:
    if not error.unit:
        return Screen(
            text=t(
                "Of {of} people of these units {missing} are not in the file: so many do not leave"
                " by a file.",
                of=error.of,
                missing=error.missing,
            )
        )
    return Screen(
        text=t(
            "Of {of} people of {unit} {missing} are not in the file: so many do not leave by a"
            " file.",
            of=error.of,
            unit=error.unit,
            missing=error.missing,
        )
    )


@explain.register
def more_than_a_page(error: MoreThanAPage, t: Texts) -> Screen:
    return Screen(
        text=t(
            "{missing} people are not in the file, more than one page shows: send the units one"
            " after the other.",
            missing=error.missing,
        )
    )
