"""Beginning: registration by the contact button, /help, /language, /cancel and /claim."""

from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Contact, Message, User
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.application import Draft, Wish
from domain.office import Member
from domain.refusals import Over
from domain.registration import (
    BoundElsewhere,
    Entry,
    NotOnRoster,
    NotOwnContact,
    NotRegistered,
)
from handlers.routes import ANYONE, MEMBERS, Routes
from services.person import speak, unit_name
from services.registration import Registered, claim, register
from services.roster_file import read_phone
from views import application as apply_view
from views import help as help_view
from views import start as view
from views.commands import AT_HAND, OpenCommand, ShowAll, leads, menu
from views.screen import Reply, Screen
from views.texts import Texts, texts


async def on_start(
    message: Message, session: AsyncSession, me: Member | None, t: Texts
) -> Reply | Screen:
    if me is None:
        return view.share_phone(t)
    unit = await unit_name(session, me)
    return Reply(screen=view.welcome_back(me, unit, t), menu=menu(me, t))


async def on_contact(
    message: Message, session: AsyncSession, state: FSMContext, now: datetime, t: Texts
) -> Reply:
    """Whoever is not found by their own number may apply."""
    contact, sender = cast(Contact, message.contact), cast(User, message.from_user)
    phone = read_phone(contact.phone_number)
    if contact.user_id != sender.id or message.forward_origin or phone is None:
        raise NotOwnContact
    try:
        done = await register(
            session, telegram_id=sender.id, phone=phone, language=t.language, now=now
        )
    except NotOnRoster:
        await state.set_data(Draft(phone=phone).written())
        return Reply(screen=apply_view.offer_to_join(t), entry=Entry.NOT_ON_ROSTER)
    except BoundElsewhere:
        await state.set_data(Draft(phone=phone, wish=Wish.NEW_ACCOUNT).written())
        return Reply(screen=apply_view.offer_new_account(t), entry=Entry.BOUND_ELSEWHERE)
    return _welcome(done, Entry.REGISTERED, t)


async def on_claim(
    message: Message, session: AsyncSession, args: str, now: datetime, t: Texts
) -> Reply:
    sender = cast(User, message.from_user)
    done = await claim(session, telegram_id=sender.id, name=sender.full_name, code=args, now=now)
    if done is None:
        return Reply(screen=view.wrong_code(t), entry=Entry.WRONG_CODE)
    return _welcome(done, Entry.ADMINISTRATOR, t)


def _welcome(done: Registered, entry: Entry, t: Texts) -> Reply:
    screen = view.registered(done.member, done.unit, t, is_asked=bool(done.notices))
    return Reply(screen=screen, notices=done.notices, menu=menu(done.member, t), entry=entry)


async def on_help(message: Message, me: Member, t: Texts) -> Screen:
    return help_view.help_for(me, t)


async def on_all(query: CallbackQuery, press: ShowAll, me: Member, t: Texts) -> Screen:
    if press.group is None:
        return help_view.everything(me, t)
    if not leads(me):
        raise Over(ends=False)
    return help_view.group_of(me, press.group, t)


async def on_language(message: Message, t: Texts) -> Screen:
    return view.choose_language(t)


async def on_language_chosen(
    query: CallbackQuery, press: view.ChooseLanguage, session: AsyncSession, me: Member, t: Texts
) -> Reply:
    await speak(session, me=me, language=press.language)
    spoken = texts(press.language, t.zone)
    return Reply(screen=view.language_chosen(spoken), menu=menu(me, spoken))


async def on_cancel(
    message: Message,
    state: FSMContext,
    raw_state: str | None,
    routes: Routes,
    me: Member | None,
    t: Texts,
) -> Screen:
    if me is None and raw_state is None:
        raise NotRegistered
    left = await _left(state, routes, me, t)
    return help_view.nothing_to_cancel(me, t) if me and raw_state is None else left


async def on_cancel_pressed(
    query: CallbackQuery, state: FSMContext, routes: Routes, me: Member | None, t: Texts
) -> Screen:
    return await _left(state, routes, me, t)


async def _left(state: FSMContext, routes: Routes, me: Member | None, t: Texts) -> Screen:
    has_keyboard = await state.get_state() in routes.keyboards
    await state.clear()
    if me is None:
        return apply_view.left(t)
    return help_view.cancelled(me, t, has_keyboard=has_keyboard)


async def on_opened(
    query: CallbackQuery, press: OpenCommand, routes: Routes, me: Member, **data: Any
) -> Any:
    """As if the command had been typed: the answer comes last, the choice stays to be used."""
    if press.name not in AT_HAND:
        raise Over(ends=False)
    said = await routes.commands[press.name].go(query, me, data | {"me": me})
    if isinstance(said, Reply):
        return replace(said, screen=replace(said.screen, anew=True))
    return replace(said, anew=True)


def register_routes(to: Routes) -> None:
    to.command("start", on_start, may=ANYONE)
    to.kind("contact", on_contact, may=ANYONE)
    to.command("claim", on_claim, may=ANYONE)
    to.command("help", on_help, may=MEMBERS)
    to.command("language", on_language, may=MEMBERS)
    to.press(view.ChooseLanguage, on_language_chosen, may=MEMBERS)
    to.command("cancel", on_cancel, may=ANYONE)
    to.press(OpenCommand, on_opened, may=MEMBERS)
    to.press(ShowAll, on_all, may=MEMBERS)
    to.press(help_view.CancelTalk, on_cancel_pressed, may=ANYONE)
