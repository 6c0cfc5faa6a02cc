"""The office's units, one of them as it stands, and its end."""

from collections.abc import Iterator, Mapping, Sequence

from aiogram.filters.callback_data import CallbackData

from domain.unit_end import StillInUse, UnitEnded, UnitSeen, Within
from views.help import cancel_row
from views.names import some_of
from views.paging import choices
from views.screen import Button, Screen, explain
from views.texts import N_, Texts
from views.words import word

NAMES_SHOWN = 10


class PickUnit(CallbackData, prefix="uend"):
    unit_id: int


class TurnUnits(CallbackData, prefix="uends"):
    page: int


class ConfirmEnd(CallbackData, prefix="uendok"):
    unit_id: int


def ask_unit(units: Sequence[tuple[int, str]], page: int, t: Texts) -> Screen:
    return Screen(
        title=t("Which unit?"),
        text=t("Press one to look at it or to end it, or type its name."),
        buttons=choices(
            units,
            page,
            pick=lambda unit_id: PickUnit(unit_id=unit_id),
            turn=lambda page: TurnUnits(page=page),
            t=t,
        ),
    )


def card(seen: UnitSeen, t: Texts) -> Screen:
    return Screen(
        title=seen.name,
        text="\n".join([*_facts(seen, t), *_may_end(seen, t)]),
        buttons=() if seen.ended or seen.left else _ways(seen, t),
    )


def _ways(seen: UnitSeen, t: Texts) -> tuple[tuple[Button, ...], ...]:
    return ((Button(t("End this unit"), ConfirmEnd(unit_id=seen.unit_id)), *cancel_row(t)),)


def _facts(seen: UnitSeen, t: Texts) -> Iterator[str]:
    yield t("Level: {level}", level=word(seen.level, t))
    if seen.ended:
        yield t("Ended on {day}; what was written down there stays.", day=t.full_day(seen.ended))
        return
    if seen.below:
        yield t("Below it: {units}", units=_listed(seen.below, t))
    yield t("Supervised by: {names}", names=_listed(seen.holders, t) or t("(none)"))


def _listed(names: Sequence[str], t: Texts) -> str:
    return some_of(names, NAMES_SHOWN, t)


def _may_end(seen: UnitSeen, t: Texts) -> Iterator[str]:
    if seen.ended:
        return
    yield ""
    if seen.left:
        yield t("It cannot end yet. There still are:")
        yield from _left(seen.left, t)
        return
    yield t("Nobody is in it. Ended, it is no more from today on, with all below it.")
    if seen.holders:
        yield t("Whoever supervises it loses that at once, and is told.")


_LEFT: Mapping[Within, str] = {
    Within.PEOPLE: N_("People: {n}. Move them with /roster first."),
    Within.APPLICATIONS: N_("Applications not decided: {n}. Decide on them first."),
    Within.ROLLS: N_("Open roll calls: {n}. Wait until they have closed."),
    Within.TASKS: N_("Undone tasks of today or later: {n}. Withdraw them, or let them be done."),
    Within.ROUTINES: N_("Recurring tasks: {n}. Stop them in /dispatch."),
    Within.TRAININGS: N_("Trainings to come: {n}. Wait until they have been held."),
}


def _left(left: Mapping[Within, int], t: Texts) -> Iterator[str]:
    return ("· " + t(_LEFT[what], n=count) for what, count in left.items())


def ended(seen: UnitSeen, t: Texts) -> Screen:
    lines = [t("It is no more from today on. Its history and its figures stay readable.")]
    if seen.below:
        lines.append(t("With it ended: {units}", units=_listed(seen.below, t)))
    if seen.holders:
        lines.append(t("They were told: {names}", names=_listed(seen.holders, t)))
    return Screen(title=t("Ended: {unit}", unit=seen.name), text="\n".join(lines))


@explain.register
def still_in_use(error: StillInUse, t: Texts) -> Screen:
    return card(error.seen, t)


@explain.register
def unit_ended(error: UnitEnded, t: Texts) -> Screen:
    text = t(
        "{unit} is no more since {day}. Choose another unit.",
        unit=error.name,
        day=t.day(error.day),
    )
    return Screen(text=text, alert=True)
