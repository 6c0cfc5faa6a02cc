"""How a trainer adds materials: what there is, what is about to be sent, and when."""

from collections.abc import Sequence
from datetime import date

from aiogram.filters.callback_data import CallbackData

from domain.training_attendance import TrainingDesk
from domain.training_material import (
    Material,
    MaterialDraft,
    MaterialKind,
    NothingToSend,
)
from views.help import cancel_row
from views.screen import Button, Row, Screen, explain
from views.texts import Texts
from views.training import SHOWN, Key
from views.training_desk import OpenDesk, OpenMaterials
from views.training_learning import named


class WriteParts(CallbackData, prefix="trparts"):
    training_id: Key


class PartsWritten(CallbackData, prefix="trpdone"):
    """No further part: the days are shown."""

    training_id: Key


class SendMaterial(CallbackData, prefix="trsend"):
    """What was shown is right; `begun_at` (seconds) names the draft that was shown."""

    training_id: Key
    begun_at: int


class StopParts(CallbackData, prefix="trstop"):
    """Parts not sent yet are not sent at all."""

    training_id: Key


def materials(
    shown: TrainingDesk, found: Sequence[Material], t: Texts, *, done: str = ""
) -> Screen:
    training_id = shown.coming.training.training_id
    lines = [*([done, ""] if done else []), *_listed(found, t)]
    lines.append(t("Send a file, a photo or a link here, or write a text in parts."))
    buttons: list[Row] = [(Button(t("Text in parts"), WriteParts(training_id=training_id)),)]
    if any(each.sent_at is None for each in found):
        buttons.append((Button(t("Stop the parts to come"), StopParts(training_id=training_id)),))
    back = Button(t("Back"), OpenDesk(training_id=training_id))
    return Screen(
        title=_title(shown, t),
        text="\n".join(lines),
        buttons=(*buttons, (back, *cancel_row(t))),
    )


def _title(shown: TrainingDesk, t: Texts) -> str:
    return t("{title}: materials", title=shown.coming.training.title)


def _listed(found: Sequence[Material], t: Texts) -> list[str]:
    return [f"· {named(each, t)} {_when(each, t)}" for each in found[-SHOWN:]]


def _when(material: Material, t: Texts) -> str:
    if material.sent_at:
        return t("sent {moment}", moment=t.moment(material.sent_at))
    return t.day(material.day) if material.day else ""


def confirm(
    shown: TrainingDesk, draft: MaterialDraft, t: Texts, *, begun_at: int, readers: int
) -> Screen:
    what = draft.content if draft.kind is MaterialKind.LINK else draft.name
    lines = [
        what or t("📷 Photo"),
        t.plural("Sent to {n} person at once.", "Sent to {n} people at once.", readers),
    ]
    return _confirmed(shown, lines, begun_at, t)


def _confirmed(shown: TrainingDesk, lines: Sequence[str], begun_at: int, t: Texts) -> Screen:
    training_id = shown.coming.training.training_id
    send = Button(t("Confirm"), SendMaterial(training_id=training_id, begun_at=begun_at))
    back = Button(t("Back"), OpenMaterials(training_id=training_id))
    return Screen(
        title=_title(shown, t), text="\n".join(lines), buttons=((send, back), cancel_row(t))
    )


def ask_part(shown: TrainingDesk, written: int, t: Texts) -> Screen:
    training_id = shown.coming.training.training_id
    lines = [
        *([t("Part {n} is kept.", n=written)] if written else []),
        t("Please type part {n}. Each is one message and is sent on a morning.", n=written + 1),
    ]
    enough = [Button(t("That is all"), PartsWritten(training_id=training_id))] if written else []
    back = Button(t("Back"), OpenMaterials(training_id=training_id))
    rows = [tuple(enough)] if enough else []
    return Screen(
        title=_title(shown, t), text="\n".join(lines), buttons=(*rows, (back, *cancel_row(t)))
    )


def confirm_parts(shown: TrainingDesk, days: Sequence[date], t: Texts, *, begun_at: int) -> Screen:
    parts = [
        t("Part {n}: {day} 09:00", n=at, day=t.day(day)) for at, day in enumerate(days, start=1)
    ]
    return _confirmed(shown, [*parts, t("Is this right?")], begun_at, t)


def sent(people: int, t: Texts) -> str:
    return t.plural("✓ Sent to {n} person.", "✓ Sent to {n} people.", people)


def planned(parts: int, t: Texts) -> str:
    return t.plural("✓ {n} part is planned.", "✓ {n} parts are planned.", parts)


def stopped(t: Texts) -> str:
    return t("✓ The parts to come are not sent.")


@explain.register
def nothing_to_send(_error: NothingToSend, t: Texts) -> Screen:
    text = t("Nobody is left to whom it could be sent: all have declined or are away today.")
    return Screen(text=text, alert=True)
