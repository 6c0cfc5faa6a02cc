"""Learning, as those see it who were invited: each material when it is sent, and again later."""

from collections.abc import Sequence
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.training import PlannedTraining
from domain.training_material import PAGE, Material, MaterialKind, MaterialSent
from views.paging import page_of, turn_buttons
from views.screen import MAX_BUTTONS, Button, Screen, column, render, shortened
from views.texts import Texts
from views.training import LONGEST_LABEL, Key, ListLearning, ListMyTrainings, label
from views.training_quiz_sitting import sit_button


class OpenLearning(CallbackData, prefix="trlearn"):
    training_id: Key
    page: Annotated[int, Field(ge=0, lt=2**15)]


class ShowMaterial(CallbackData, prefix="trmat"):
    material_id: Key


def learning(trainings: Sequence[PlannedTraining], t: Texts) -> Screen:
    """The newest few; what is older was sent at its time and can be found in the chat."""
    buttons = [
        Button(f"{at}. {label(each, t)}", OpenLearning(training_id=each.training_id, page=0))
        for at, each in enumerate(trainings[: MAX_BUTTONS - 1], start=1)
    ]
    text = t("Press a training to read again.") if buttons else t("There is nothing to read yet.")
    buttons.append(Button(t("Back"), ListMyTrainings()))
    return Screen(title=t("Learning"), text=text, buttons=column(buttons))


def shelf(
    training: PlannedTraining,
    materials: Sequence[Material],
    page: int,
    t: Texts,
    *,
    has_quiz: bool,
) -> Screen:
    """The quiz stands on the first page, where no button leads further back."""
    numbered, page, pages = page_of(list(enumerate(materials, start=1)), page, size=PAGE)
    quiz = column([sit_button(training.training_id, t)]) if has_quiz and page == 0 else ()
    buttons = column(
        Button(f"{at}. {named(each, t)}", ShowMaterial(material_id=each.material_id))
        for at, each in numbered
    )
    turns = turn_buttons(
        page,
        pages=pages,
        turn=lambda to: OpenLearning(training_id=training.training_id, page=to),
        t=t,
    )
    back = Button(t("Back"), ListLearning())
    text = t("Press what you want to read.") if materials else t("There is nothing to read yet.")
    return Screen(title=training.title, text=text, buttons=(*buttons, *quiz, (*turns, back)))


def named(material: Material, t: Texts) -> str:
    match material.kind:
        case MaterialKind.FILE:
            return shortened(f"📄 {material.name}", LONGEST_LABEL)
        case MaterialKind.PHOTO:
            return t("📷 Photo")
        case MaterialKind.LINK:
            return shortened(f"🔗 {material.content}", LONGEST_LABEL)
    return t("Part {n} of {all}", n=material.number, all=material.of)


@render.register
def sent(notice: MaterialSent, t: Texts) -> Screen:
    return material(notice.material, t)


def material(shown: Material, t: Texts) -> Screen:
    title = t("Learning: {title}", title=shown.title)
    match shown.kind:
        case MaterialKind.FILE:
            return Screen(title=title, text=shown.name, file=shown.content)
        case MaterialKind.PHOTO:
            return Screen(title=title, text=shown.name, photo=shown.content)
        case MaterialKind.LINK:
            return Screen(title=title, text=shown.content, anew=True)
    text = "\n".join([named(shown, t), "", shown.content])
    return Screen(title=title, text=text, anew=True)
