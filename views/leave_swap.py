"""A swapped shift under a leave, as the supervisor and the colleague read of it."""

from collections.abc import Sequence

from domain.leave_swap import PartnerAway, SwapOver
from domain.roll_call import Attendance
from views.screen import Screen, render
from views.texts import Texts
from views.words import word


def swap_lines(swaps: Sequence[SwapOver], t: Texts) -> list[str]:
    """What the one who decides has to know of them."""
    return [
        t(
            "Mind: {day} was swapped with {name}; now: {shift}.",
            day=t.day(one.day),
            name=one.other,
            shift=one.shift or word(Attendance.REST, t),
        )
        for one in swaps
    ]


def to_see_to(swaps: Sequence[SwapOver], t: Texts) -> list[str]:
    """Once it is approved; nothing is undone by it."""
    names = dict.fromkeys(one.other for one in swaps if one.shift)
    if not names:
        return []
    told = t("{names} heard of it too.", names=t.listed(list(names)))
    return [t("The swap stands: somebody else is needed for that shift."), told]


@render.register
def partner(notice: PartnerAway, t: Texts) -> Screen:
    day, shift = t.day(notice.day), notice.shift
    if notice.is_back:
        title = t("{name} works the swapped shift after all", name=notice.name)
        return Screen(
            title=title, text=t("{day}, {shift}: as you swapped it.", day=day, shift=shift)
        )
    said = t(
        "{day}, {shift}: the supervisor sees to it. Your own shift stays as you swapped it; if"
        " you are needed, you will be asked.",
        day=day,
        shift=shift,
    )
    return Screen(title=t("{name} cannot work the swapped shift", name=notice.name), text=said)
