"""/import: the roster as a spreadsheet, sent in the chat, tried, then applied or dropped."""

from typing import cast

from aiogram.types import Document, Message

from handlers.routes import SUPERVISORS, Routes
from handlers.turn import Turn, pressed, typed
from services.roster_file import empty_template
from services.roster_sent import ask_for_roster, confirm_roster, drop_roster
from views import roster_sent as view
from views.screen import Screen


async def on_import(message: Message, turn: Turn) -> Screen:
    return view.how_to_send(empty_template(turn.t.language), turn.t)


async def on_document(message: Message, turn: Turn) -> Screen:
    sent = cast(Document, message.document)
    await ask_for_roster(
        turn.session,
        me=turn.me,
        file_id=sent.file_id,
        name=sent.file_name or "",
        size=sent.file_size or 0,
        now=turn.now,
    )
    return view.reading(turn.t)


async def on_apply(press: view.ApplyRoster, turn: Turn) -> Screen:
    await confirm_roster(turn.session, me=turn.me, sent_id=press.sent_id, now=turn.now)
    return view.writing(turn.t)


async def on_drop(press: view.DropRoster, turn: Turn) -> Screen:
    await drop_roster(turn.session, me=turn.me, sent_id=press.sent_id, now=turn.now)
    return view.dropped(turn.t)


def register_routes(to: Routes) -> None:
    to.command("import", typed(on_import), may=SUPERVISORS)
    to.stray("document", typed(on_document), may=SUPERVISORS)
    to.press(view.ApplyRoster, pressed(on_apply), may=SUPERVISORS)
    to.press(view.DropRoster, pressed(on_drop), may=SUPERVISORS)
