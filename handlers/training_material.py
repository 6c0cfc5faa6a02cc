"""Adding materials to a training: a file, a photo or a link, or a text part by part."""

from typing import Any

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.refusals import Accepted, NotUnderstood, Over
from domain.text import one_line
from domain.training_material import MAX_PARTS, MaterialDraft, MaterialKind, is_link
from handlers.routes import SUPERVISORS, Routes
from handlers.said import note_of
from handlers.turn import ONLY_BUTTONS, Turn, asked, pressed, typed
from services.training_material import (
    count_readers,
    open_materials,
    part_days,
    plan_parts,
    send_material,
    stop_parts,
)
from views import training_material as view
from views.screen import Reply, Screen
from views.training_desk import OpenMaterials


class AddingMaterial(StatesGroup):
    thing = State()
    part = State()
    confirm = State()


async def on_materials(press: OpenMaterials, turn: Turn) -> Screen:
    return await _begin(turn, press.training_id)


async def _begin(turn: Turn, training_id: int, done: str = "") -> Screen:
    shown, found = await open_materials(turn.session, me=turn.me, training_id=training_id)
    await turn.state.set_state(AddingMaterial.thing)
    await turn.state.set_data({"training_id": training_id})
    return view.materials(shown, found, turn.t, done=done)


async def on_thing(message: Message, turn: Turn) -> Screen:
    draft = _draft(message)
    kept = {"draft": vars(draft), "begun_at": message.message_id}
    await turn.state.update_data(kept)
    await turn.state.set_state(AddingMaterial.confirm)
    return await _page(turn)


def _draft(message: Message) -> MaterialDraft:
    if message.document:
        name = one_line(message.document.file_name or "")
        kind = MaterialKind.FILE
        return MaterialDraft(kind=kind, content=message.document.file_id, name=name or "…")
    said = one_line(message.caption or message.text or "")
    if message.photo:
        largest = message.photo[-1].file_id
        return MaterialDraft(kind=MaterialKind.PHOTO, content=largest, name=said)
    if not is_link(said):
        raise NotUnderstood(Accepted.MATERIAL)
    return MaterialDraft(kind=MaterialKind.LINK, content=said)


async def on_write(press: view.WriteParts, turn: Turn) -> Screen:
    await _begin(turn, press.training_id)
    await turn.state.set_state(AddingMaterial.part)
    return await _page(turn)


async def on_part(message: Message, turn: Turn) -> Screen:
    text = note_of(message)
    parts = (await turn.state.get_data()).get("parts", [])
    await turn.state.update_data(parts=[*parts, text], begun_at=message.message_id)
    if len(parts) + 1 >= MAX_PARTS:
        await turn.state.set_state(AddingMaterial.confirm)
    return await _page(turn)


async def on_written(press: view.PartsWritten, turn: Turn) -> Screen:
    data = await turn.state.get_data()
    if turn.step != AddingMaterial.part.state or not data.get("parts"):
        raise Over(ends=False)
    await turn.state.set_state(AddingMaterial.confirm)
    return await _page(turn)


async def _page(turn: Turn) -> Screen:
    """What is asked at this step."""
    data = await turn.state.get_data()
    training_id = data["training_id"]
    shown, found = await open_materials(turn.session, me=turn.me, training_id=training_id)
    match await turn.state.get_state():
        case AddingMaterial.part.state:
            return view.ask_part(shown, len(data.get("parts", [])), turn.t)
        case AddingMaterial.confirm.state if "parts" in data:
            days = await part_days(
                turn.session, training_id=training_id, count=len(data["parts"]), now=turn.now
            )
            return view.confirm_parts(shown, days, turn.t, begun_at=data["begun_at"])
        case AddingMaterial.confirm.state:
            readers = await count_readers(
                turn.session, me=turn.me, training_id=training_id, now=turn.now
            )
            draft = _kept(data)
            return view.confirm(shown, draft, turn.t, begun_at=data["begun_at"], readers=readers)
    return view.materials(shown, found, turn.t)


def _kept(data: dict[str, Any]) -> MaterialDraft:
    return MaterialDraft(**data["draft"] | {"kind": MaterialKind(data["draft"]["kind"])})


async def on_confirmed(press: view.SendMaterial, turn: Turn) -> Reply:
    data = await turn.state.get_data()
    if data.get("begun_at") != press.begun_at:
        raise Over(ends=False)
    training_id = data["training_id"]
    if "parts" in data:
        days = await plan_parts(
            turn.session, me=turn.me, training_id=training_id, texts=data["parts"], now=turn.now
        )
        return Reply(screen=await _begin(turn, training_id, view.planned(len(days), turn.t)))
    notices = await send_material(
        turn.session, me=turn.me, training_id=training_id, draft=_kept(data), now=turn.now
    )
    done = view.sent(len(notices), turn.t)
    return Reply(screen=await _begin(turn, training_id, done), notices=notices)


async def on_stopped(press: view.StopParts, turn: Turn) -> Screen:
    await stop_parts(turn.session, me=turn.me, training_id=press.training_id, now=turn.now)
    return await _begin(turn, press.training_id, view.stopped(turn.t))


def register_routes(to: Routes) -> None:
    at, may = AddingMaterial, SUPERVISORS
    to.press(OpenMaterials, pressed(on_materials), may=may)
    to.press(view.WriteParts, pressed(on_write), may=may)
    to.press(view.PartsWritten, pressed(on_written), may=may)
    to.press(view.SendMaterial, pressed(on_confirmed), may=may, step=at.confirm)
    to.press(view.StopParts, pressed(on_stopped), may=may)
    to.step(at.thing, typed(on_thing), asks=asked(_page), may=may)
    to.step(at.part, typed(on_part), asks=asked(_page), may=may)
    to.step(at.confirm, ONLY_BUTTONS, asks=asked(_page), may=may)
