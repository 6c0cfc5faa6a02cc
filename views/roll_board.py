"""The board of an open roll, as it stands in the supervisor's chat."""

from domain.roll_board import RollBoardDrawn
from domain.roll_call import Tally
from views.roll_call_closing import tally_line
from views.roll_proxy import StartProxy
from views.screen import Button, Screen, render
from views.texts import Texts


@render.register
def board(notice: RollBoardDrawn, t: Texts) -> Screen:
    title = t("Roll call of {unit}, under way", unit=t.listed(notice.units))
    if notice.is_closed:
        title = t("Roll call of {unit}, closed", unit=t.listed(notice.units))
    tick = (Button(t("Answer for somebody"), StartProxy(roll_call_id=notice.roll_call_id)),)
    return Screen(
        title=title,
        text="\n".join(_lines(notice, t)),
        buttons=(tick,) if notice.may_tick else (),
    )


def _lines(notice: RollBoardDrawn, t: Texts) -> list[str]:
    lines = [_progress(notice.tally, t), tally_line(notice.tally, t)]
    if notice.silent:
        waiting = notice.tally.awaited + notice.tally.not_registered
        more = waiting - len(notice.silent)
        rest = t.plural(" and {n} more", " and {n} more", more) if more > 0 else ""
        lines += ["", t("No answer yet ({n})", n=waiting), t.listed(notice.silent) + rest]
    if not notice.is_closed:
        closing = t.time(notice.closes_at)
        lines += ["", t("This message follows the answers; closing at {time}.", time=closing)]
    return lines


def _progress(tally: Tally, t: Texts) -> str:
    answered = tally.present + tally.late
    return t("Answered {n} of {expected}", n=answered, expected=tally.expected)
