"""What became of a broadcast: how many have read it, who has not, and what can be done."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from aiogram.filters.callback_data import CallbackData

from domain.broadcast import (
    UNREACHED,
    Addressee,
    Board,
    BroadcastState,
    Standing,
)
from views.paging import page_line, turn_buttons
from views.screen import Button, Row, Screen, pairs, shortened
from views.texts import N_, Texts
from views.words import word

SHOWN_TEXT = 200


class Listing(StrEnum):
    UNREAD = "unread"
    UNREACHED = "unreached"
    READ = "read"


AMONG = {
    Listing.UNREAD: (Standing.UNREAD, Standing.ON_THE_WAY),
    Listing.UNREACHED: UNREACHED,
    Listing.READ: (Standing.READ,),
}
_REMINDED = (Standing.UNREAD, Standing.NOT_SENT, Standing.TO_SEND_AGAIN)
_LISTS = {
    Listing.UNREAD: N_("Not read yet"),
    Listing.UNREACHED: N_("Not reached"),
    Listing.READ: N_("Have read it"),
}


class ShowBoard(CallbackData, prefix="bboard"):
    broadcast_id: int


class ListAddressees(CallbackData, prefix="blist"):
    broadcast_id: int
    listing: Listing
    page: int = 0


class ExportReaders(CallbackData, prefix="exread"):
    broadcast_id: int


class RemindSilent(CallbackData, prefix="bremind"):
    broadcast_id: int


class CorrectBroadcast(CallbackData, prefix="bfix"):
    broadcast_id: int


class StopBroadcast(CallbackData, prefix="bstop"):
    broadcast_id: int


def board_screen(board: Board, now: datetime, t: Texts) -> Screen:
    return Screen(
        title=t("Notice: who has read it"),
        text="\n".join([*board_lines(board, t), t("As of {time}", time=t.time(now))]),
        buttons=board_buttons(board, t),
    )


def board_lines(board: Board, t: Texts) -> list[str]:
    lines = [shortened(board.text, SHOWN_TEXT), "", *_facts(board, t)]
    return lines + (_counts(board, t) if board.people else [])


def _facts(board: Board, t: Texts) -> list[str]:
    lines = [t("From {name}", name=board.by)]
    if board.whom:
        lines.append(t("To: {whom}", whom=board.whom))
    lines.append(_state(board, t))
    if board.deadline:
        lines.append(t("To be read by: {moment}", moment=t.moment(board.deadline)))
    return lines


def _state(board: Board, t: Texts) -> str:
    moment = t.moment(board.begins_at)
    match board.state:
        case BroadcastState.PLANNED:
            return t("Not sent yet, planned for: {moment}", moment=moment)
        case BroadcastState.CANCELLED:
            return t("Called off, it was not sent.")
        case BroadcastState.MISSED:
            return t("It was not sent.")
        case BroadcastState.STOPPED:
            return t("Sent {moment}, stopped before all had it", moment=moment)
        case BroadcastState.SENT:
            return t("Sent: {moment}", moment=moment)


def _counts(board: Board, t: Texts) -> list[str]:
    counts = board.counts
    shown = [f"{word(s, t)} {counts.get(s, 0)}" for s in (Standing.READ, Standing.UNREAD)]
    if on_the_way := counts.get(Standing.ON_THE_WAY):
        shown.append(f"{word(Standing.ON_THE_WAY, t)} {on_the_way}")
    if board.unreached:
        shown.append(t("not reached {n}", n=board.unreached))
    said = t("Of {n}: {counts}", n=board.people, counts=t.listed(shown))
    return [said, *_reasons(board, t)]


def _reasons(board: Board, t: Texts) -> list[str]:
    counted = [
        (standing, board.counts.get(standing, 0))
        for standing in UNREACHED
        if standing is not Standing.REFUSED
    ]
    reasons = [f"{word(code, t)} {n}" for code, n in (*counted, *board.silent.items()) if n]
    return [t("Not reached: {counts}", counts=t.listed(reasons))] if reasons else []


def board_buttons(board: Board, t: Texts) -> Sequence[Row]:
    no = board.broadcast_id
    again = Button(t("Refresh"), ShowBoard(broadcast_id=no))
    correct = Button(t("Correct the text"), CorrectBroadcast(broadcast_id=no))
    if board.state is BroadcastState.PLANNED:
        call_off = Button(t("Call it off"), StopBroadcast(broadcast_id=no))
        return ((correct, call_off), (again,))
    if not board.people:
        return ()
    names = Button(t("Names"), ListAddressees(broadcast_id=no, listing=Listing.UNREAD))
    shown = [again, names]
    is_out = board.state is BroadcastState.SENT
    if any(board.counts.get(each) for each in _REMINDED[: None if is_out else 1]):
        shown.append(Button(t("Remind the rest"), RemindSilent(broadcast_id=no)))
    if board.counts.get(Standing.ON_THE_WAY):
        shown.append(Button(t("Stop sending"), StopBroadcast(broadcast_id=no)))
    sheet = Button(t("Spreadsheet"), ExportReaders(broadcast_id=no))
    return pairs([*shown, sheet, correct])


def names_screen(
    board: Board, listing: Listing, people: Sequence[Addressee], page: tuple[int, int], t: Texts
) -> Screen:
    """`page` is the one shown, counted from nought, and how many there are."""
    at, pages = page
    lines = _unit_lines(people, t) or [t("Nobody.")]
    return Screen(
        title=t("Notice: {listing}", listing=t(_LISTS[listing])),
        text="\n".join([*lines, *page_line(at, pages=pages, t=t)]),
        buttons=(*_tabs(board, listing, t), *_turns(board, listing, page, t)),
    )


def _unit_lines(people: Iterable[Addressee], t: Texts) -> list[str]:
    return [
        t("{unit}: {names}", unit=unit, names=t.listed(_named(each, t) for each in there))
        for unit, there in groupby(people, key=lambda each: each.unit)
    ]


def _named(person: Addressee, t: Texts) -> str:
    if person.standing in {Standing.READ, Standing.UNREAD}:
        return person.name
    why = word(person.why or person.standing, t)
    return t("{name} ({why})", name=person.name, why=why)


def _tabs(board: Board, listing: Listing, t: Texts) -> Sequence[Row]:
    row = [
        Button(t(name), ListAddressees(broadcast_id=board.broadcast_id, listing=each))
        for each, name in _LISTS.items()
        if each is not listing
    ]
    return (tuple(row),)


def _turns(board: Board, listing: Listing, page: tuple[int, int], t: Texts) -> Sequence[Row]:
    at, pages = page
    no = board.broadcast_id
    turns = turn_buttons(
        at,
        pages=pages,
        turn=lambda to: ListAddressees(broadcast_id=no, listing=listing, page=to),
        t=t,
    )
    return ((Button(t("Back"), ShowBoard(broadcast_id=no)), *turns),)
