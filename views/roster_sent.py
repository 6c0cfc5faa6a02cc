"""A roster sent in the chat: what it would change, which rows are wrong, and what became of it."""

from collections.abc import Iterator, Mapping

from aiogram.filters.callback_data import CallbackData

from domain.document import Document
from domain.roster_import import Imported
from domain.roster_sent import (
    NotFetched,
    OfficeChanged,
    RosterFaulty,
    RosterTried,
    RosterUnread,
    Trial,
)
from domain.roster_units import Place
from views import roster_import as told
from views.screen import Button, Screen, explain, render
from views.texts import Texts

SHOWN = 12
ROWS_SHOWN = 5
NAMES_SHOWN = 10


class ApplyRoster(CallbackData, prefix="rsapply"):
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
    lines = [_would(trial.would, t), *_leaving(trial, t), "", *_totals(trial, t)]
    if trial.ignored:
        lines.append(told.ignored(trial.ignored, t))
    lines += ["", t("Nothing is written yet. Confirm writes all of it, Cancel drops it.")]
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
        ),
    )


def _would(done: Imported, t: Texts) -> str:
    return t(
        "New: {new}. Changed: {changed}. Unchanged: {unchanged}. New units: {units}.",
        new=done.new,
        changed=done.changed,
        unchanged=done.unchanged,
        units=done.units,
    )


def _leaving(trial: Trial, t: Texts) -> list[str]:
    if not trial.leaving:
        return []
    names = [*trial.leaving[:NAMES_SHOWN], *(["…"] if len(trial.leaving) > NAMES_SHOWN else [])]
    return [
        t.plural(
            "Of your people {n} is not in the file and stays as they are: {names}."
            " For who has left, use /roster.",
            "Of your people {n} are not in the file and stay as they are: {names}."
            " For who has left, use /roster.",
            len(trial.leaving),
            names=t.listed(names),
        )
    ]


def _totals(trial: Trial, t: Texts) -> Iterator[str]:
    for heading, counted in told.tables(trial.totals, t):
        if len(counted) > 1:
            yield _line(heading, counted, t)
    yield _line(t("Unit"), told.counted(_named(trial.totals.by_unit), t), t)


def _named(by_unit: Mapping[Place, int]) -> dict[str, int]:
    """A grid is called with its community."""
    named: dict[str, int] = {}
    for place, count in by_unit.items():
        name = " ".join(part for _, part in place[-2:]) if len(place) > 1 else place[-1][1]
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


def applied(done: Imported, t: Texts) -> Screen:
    return Screen(title=t("The roster is written."), text=_would(done, t))


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
