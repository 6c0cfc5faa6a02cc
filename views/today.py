"""A person's day at any hour: roll call, tasks, trainings, review."""

from collections.abc import Sequence
from datetime import date

from domain.review import HANDED_IN, ReviewState
from domain.roll_call import EXCUSED, Attendance, RollKind
from domain.today import Today
from domain.when import Half, Spell
from views.commands import OpenCommand
from views.names import and_more
from views.paging import page_buttons, page_of
from views.plan import ShowDay, open_buttons, plan_lines, task_buttons
from views.roll_call import AnswerElsewhere, answer_buttons
from views.rota import shift_line
from views.screen import MAX_BUTTONS, Button, Row, Screen, column
from views.second_roll import today_line
from views.texts import N_, Texts
from views.words import word

_TASKS_PER_PAGE = 4
_NAMES = 8
_ROLLS = {
    RollKind.MORNING: N_("Roll call: {state}"),
    RollKind.SECOND: N_("Second roll call: {state}"),
    RollKind.EXTRA: N_("Extra roll call: {state}"),
}


def day(today: Today, t: Texts, *, page: int = 0) -> Screen:
    lines = [
        *_shift(today, t),
        t(_ROLLS[today.kind], state=_roll(today, t)),
        *_second(today, t),
        "",
        *plan_lines(today.tasks, today.trainings, t),
        "",
        t("Review: {state}", state=_review(today.review, t)),
        *_away(today, t),
    ]
    return Screen(
        title=t("Your day · {day}", day=t.day(today.now)),
        text="\n".join(lines),
        buttons=_buttons(today, page, t),
    )


def _shift(today: Today, t: Texts) -> list[str]:
    return [t("Shift: {shift}", shift=shift_line(today.shift, t))] if today.shift else []


def _second(today: Today, t: Texts) -> list[str]:
    """Whoever is away from the roll is away from the second one too, as far as is known."""
    away = today.attendance in EXCUSED
    return [] if away else today_line(today.second, t)


def _roll(today: Today, t: Texts) -> str:
    match today.attendance:
        case None if today.joined_later:
            return t("it was called before you joined")
        case None:
            return t("not called yet")
        case Attendance.LATE:
            return t.plural("{n} minute late", "{n} minutes late", today.minutes)
        case Attendance.PRESENT if today.answered_at:
            return f"{word(Attendance.PRESENT, t)} {t.time(today.answered_at)}"
        case Attendance.AWAITED if today.awaits_roll and today.closes_at:
            return t(
                "no answer from you yet; until {time} you can press Present or type here",
                time=t.time(today.closes_at),
            )
        case attendance:
            return word(attendance, t)


def _review(state: ReviewState | None, t: Texts) -> str:
    if state in HANDED_IN:
        return t("handed in")
    if state is ReviewState.LEAVE:
        return word(Attendance.LEAVE, t)
    if state is ReviewState.REST:
        return word(Attendance.REST, t)
    if state is ReviewState.AWAITED:
        return t("not handed in yet")
    return t("not open yet")


def _away(today: Today, t: Texts) -> list[str]:
    """Colleagues, with the half where it is only one."""
    if not today.away:
        return []
    day = today.now.date()
    names = [_name(name, spell, day, t) for name, spell in today.away[:_NAMES]]
    rest = and_more(len(today.away) - _NAMES, t)
    return [t("Away today: {names}", names=t.listed(names)) + rest]


def _name(name: str, spell: Spell, day: date, t: Texts) -> str:
    if not spell.covers(day, Half.MORNING):
        return t("{name} (afternoon)", name=name)
    return name if spell.covers(day, Half.AFTERNOON) else t("{name} (morning)", name=name)


def _buttons(today: Today, page: int, t: Texts) -> tuple[Row, ...]:
    tasks, awaited = today.tasks, _awaited(today, t)
    taken = sum(map(len, awaited))
    if len(tasks) <= MAX_BUTTONS - taken:
        return (*awaited, *task_buttons(tasks, t))
    size = _TASKS_PER_PAGE - taken
    shown, page, pages = page_of(tasks, page, size=size)
    turns = page_buttons(page, pages=pages, turn=lambda to: ShowDay(page=to), t=t)
    return (*awaited, *column(open_buttons(shown, first=page * size + 1)), *turns)


def _awaited(today: Today, t: Texts) -> Sequence[Row]:
    """What is asked of this person now, and can be pressed here."""
    if today.awaits_roll:
        return answer_buttons(today.roll_call_id, t, press=AnswerElsewhere)
    if today.review is ReviewState.AWAITED:
        return ((Button(t("Evening review"), OpenCommand(name="review")),),)
    return ()


def not_an_auxiliary(*, supervises: bool, t: Texts) -> Screen:
    if supervises:
        return Screen(
            text=t(
                "/today is the day of an auxiliary, and you are not called to the roll."
                " /summary shows the day of your units."
            )
        )
    return Screen(
        text=t("/today is the day of an auxiliary. /help shows what you can use."),
    )
