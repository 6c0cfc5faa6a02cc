"""Answering the roll, by button, word or location; opening an extra one."""

from dataclasses import replace
from datetime import datetime

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import Member
from domain.roll_call import WORDS, messages_about
from handlers.routes import ADMINISTRATORS, AUXILIARIES, SUPERVISORS, Routes
from services.calendar import confirm_year
from services.roll_call import (
    Answered,
    answer_by_location,
    answer_by_word,
    answer_roll_call,
    open_extra_roll_call,
)
from views import roll_call as view
from views.screen import Reply, Screen
from views.texts import Texts


async def on_answer(
    query: CallbackQuery,
    press: view.AnswerRoll,
    session: AsyncSession,
    me: Member,
    said_at: datetime,
    t: Texts,
) -> Reply:
    roll_call_id = press.roll_call_id
    given = await answer_roll_call(session, me=me, roll_call_id=roll_call_id, said_at=said_at)
    reply = _noted(given, me, t)
    return reply if given.is_reminded else replace(reply, settles=())


async def on_word(
    message: Message, session: AsyncSession, me: Member, said_at: datetime, t: Texts
) -> Reply:
    return _noted(await answer_by_word(session, me=me, said_at=said_at), me, t)


async def on_location(
    message: Message, session: AsyncSession, me: Member, said_at: datetime, t: Texts
) -> Reply:
    return _noted(await answer_by_location(session, me=me, said_at=said_at), me, t)


def _noted(given: Answered, me: Member, t: Texts) -> Reply:
    plan = given.plan
    screen = view.noted(given.attendance, given.minutes, plan.tasks, plan.trainings, t)
    return Reply(screen=screen, settles=messages_about(given.roll_call_id, me.id))


async def on_extra(
    message: Message, session: AsyncSession, me: Member, args: str, now: datetime, t: Texts
) -> Reply:
    done = await open_extra_roll_call(session, me=me, unit_name=args.strip(), now=now)
    return Reply(screen=view.opened_extra(done.unit, done.asked, t), notices=done.notices)


async def on_year(
    query: CallbackQuery, press: view.ConfirmYear, session: AsyncSession, now: datetime, t: Texts
) -> Screen:
    await confirm_year(session, press.year, today=now.date())
    return view.year_confirmed(press.year, t)


def register_routes(to: Routes) -> None:
    to.press(view.AnswerRoll, on_answer, may=AUXILIARIES)
    for word in WORDS:
        to.word(word, on_word, may=AUXILIARIES)
    to.stray("location", on_location, may=AUXILIARIES)
    to.command("rollcall", on_extra, may=SUPERVISORS)
    to.press(view.ConfirmYear, on_year, may=ADMINISTRATORS)
