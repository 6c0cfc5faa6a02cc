"""The second roll of a day, in the words of those whom it will ask."""

from domain.special_period import SecondRoll, SecondRollSet
from views.screen import Screen, render
from views.texts import Texts


def today_line(roll: SecondRoll | None, t: Texts) -> list[str]:
    if roll is None:
        return []
    return [t("Another roll call today at {time}: {name}.", time=t.time(roll.at), name=roll.name)]


def tomorrow_line(roll: SecondRoll | None, t: Texts) -> list[str]:
    if roll is None:
        return []
    said = {"time": t.time(roll.at), "name": roll.name}
    if roll.first == roll.last:
        return [t("Another roll call tomorrow at {time}: {name}.", **said)]
    last = t.day(roll.last)
    return [
        t(
            "From tomorrow until {day} another roll call each workday at {time}: {name}.",
            day=last,
            **said,
        )
    ]


@render.register
def second_roll_set(notice: SecondRollSet, t: Texts) -> Screen:
    roll = notice.roll
    lines = today_line(roll, t)
    if roll.last > roll.first:
        lines.append(t("It is called each workday until {day}.", day=t.day(roll.last)))
    return Screen(title=t("A second roll call"), text="\n".join(lines))
