"""Answering the roll, by button, word or location; opening again what was cut."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.fence import NoPlaceAsked, Where
from domain.office import Member
from domain.roll_call import WORDS, NoRollCall, RollKind, messages_about
from handlers.routes import ADMINISTRATORS, AUXILIARIES, SUPERVISORS, Ask, Routes
from handlers.turn import Turn, pressed
from services.calendar import confirm_year
from services.roll_call_answer import (
    Answered,
    Given,
    answer_by_location,
    answer_by_word,
    answer_roll_calls,
)
from services.roll_call_outage import reopen_cut_roll
from services.roll_call_reopen import Reopened, reopen_roll_call
from services.roll_place import locate
from views import roll_call as view
from views import roll_call_closing as closing_view
from views.roll_place import place_noted
from views.roll_place import said as place_said
from views.screen import Reply, Screen
from views.texts import Texts


async def on_answers(asks: Sequence[Ask], session: AsyncSession) -> list[Reply]:
    given = [Given(each.me, each.press.roll_call_id, each.said_at) for each in asks]
    answers = await answer_roll_calls(session, given)
    return [_pressed(answer, ask) for answer, ask in zip(answers, asks, strict=True)]


def _pressed(given: Answered, ask: Ask) -> Reply:
    reply = _noted(given, ask.me, ask.t)
    is_elsewhere = isinstance(ask.press, view.AnswerElsewhere)
    return reply if given.is_reminded or is_elsewhere else replace(reply, settles=())


async def on_word(
    message: Message, session: AsyncSession, me: Member, said_at: datetime, t: Texts
) -> Reply:
    return _noted(await answer_by_word(session, me=me, said_at=said_at), me, t)


async def on_location(
    message: Message, session: AsyncSession, me: Member, said_at: datetime, t: Texts
) -> Reply:
    """Answers the roll that waits, and says where one is where that is asked."""
    try:
        given = await answer_by_location(session, me=me, said_at=said_at)
    except NoRollCall as none:
        try:
            return Reply(screen=place_noted(await _located(message, session, me, said_at), t))
        except NoPlaceAsked:
            raise none from None
    if not given.wants_place:
        return _noted(given, me, t)
    where = await _located(message, session, me, said_at)
    reply = _noted(replace(given, wants_place=False), me, t)
    told = f"{place_said(where, t)}\n{reply.screen.text}"
    return replace(reply, screen=replace(reply.screen, text=told))


async def _located(
    message: Message, session: AsyncSession, me: Member, said_at: datetime
) -> Where:
    here = message.location
    if here is None:
        raise NoPlaceAsked
    return await locate(
        session, me=me, latitude=here.latitude, longitude=here.longitude, now=said_at
    )


def _noted(given: Answered, me: Member, t: Texts) -> Reply:
    plan = given.plan
    screen = view.noted(
        given.attendance,
        given.minutes,
        plan.tasks,
        plan.trainings,
        t,
        roll_call_id=given.roll_call_id,
        wants_place=given.wants_place,
    )
    asked = messages_about(given.roll_call_id, me.id, reopened=given.reopened)
    return Reply(screen=screen, settles=asked)


async def on_again(press: closing_view.ReopenRoll, turn: Turn) -> Reply:
    return await _again(press, RollKind.MORNING, turn)


async def on_second_again(press: closing_view.ReopenSecondRoll, turn: Turn) -> Reply:
    return await _again(press, RollKind.SECOND, turn)


async def _again(
    press: closing_view.ReopenRoll | closing_view.ReopenSecondRoll, kind: RollKind, turn: Turn
) -> Reply:
    done = await reopen_roll_call(
        turn.session, me=turn.me, unit_id=press.unit_id, day=press.day, kind=kind, now=turn.now
    )
    return _reopened(done, turn)


async def on_cut(press: closing_view.ReopenCutRoll, turn: Turn) -> Reply:
    done = await reopen_cut_roll(
        turn.session, me=turn.me, roll_call_id=press.roll_call_id, now=turn.now
    )
    return _reopened(done, turn)


def _reopened(done: Reopened, turn: Turn) -> Reply:
    screen = closing_view.reopened(done.units, done.asked, turn.t)
    return Reply(screen=screen, notices=done.notices)


async def on_year(
    query: CallbackQuery, press: view.ConfirmYear, session: AsyncSession, now: datetime, t: Texts
) -> Screen:
    await confirm_year(session, press.year, today=now.date())
    return view.year_confirmed(press.year, t)


def register_routes(to: Routes) -> None:
    for press in (view.AnswerRoll, view.AnswerElsewhere):
        to.crowd(press, on_answers, may=AUXILIARIES)
    for word in WORDS:
        to.word(word, on_word, may=AUXILIARIES)
    to.stray("location", on_location, may=AUXILIARIES)
    to.press(closing_view.ReopenRoll, pressed(on_again), may=SUPERVISORS)
    to.press(closing_view.ReopenSecondRoll, pressed(on_second_again), may=SUPERVISORS)
    to.press(closing_view.ReopenCutRoll, pressed(on_cut), may=SUPERVISORS)
    to.press(view.ConfirmYear, on_year, may=ADMINISTRATORS)
