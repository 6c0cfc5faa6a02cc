"""What a file has changed for somebody, in the words of a change by their card."""

from collections.abc import Iterator

from domain.office import Member
from domain.roster_told import RosterTold
from views.appointment import told_of_role
from views.commands import menu
from views.screen import Screen, render
from views.texts import Texts
from views.transfer import told_of_change


@render.register
def roster_told(notice: RosterTold, t: Texts) -> Screen:
    me = Member(id=notice.person_id, name=notice.name, language=t.language, roles=notice.roles)
    is_another = notice.given or notice.taken
    return Screen(text="\n".join(_lines(notice, t)), menu=menu(me, t) if is_another else None)


def _lines(notice: RosterTold, t: Texts) -> Iterator[str]:
    by = notice.by or t("the office")
    for each in notice.changes:
        yield told_of_change(each.change, each.before, each.after, by=by, t=t)
    for held in notice.taken:
        yield told_of_role(held, is_given=False, by=by, t=t)
    for held in notice.given:
        yield told_of_role(held, is_given=True, by=by, t=t)
