"""/me: what is kept about oneself, since when, and who has looked at it."""

from collections.abc import Iterator

from aiogram.filters.callback_data import CallbackData

from domain.audit import Verb
from domain.document import Document
from domain.office import Member
from domain.own_record import Counted, Facts, Kept, Look, OwnFile, OwnRecord, masked
from domain.retention import KEPT, Expiring
from views.own_record_sheet import own_workbook
from views.screen import Button, Screen, column
from views.start import facts
from views.texts import N_, Texts

_COUNTED = {
    Kept.ROLL_ANSWERS: N_("Roll calls: {count}, since {since}"),
    Kept.CHECK_INS: N_("Check-ins: {count}, since {since}"),
    Kept.TASKS: N_("Tasks: {count}, since {since}"),
    Kept.OFFERS: N_("Tasks offered to you: {count}, since {since}"),
    Kept.HANDED_ON: N_("Tasks handed on: {count}, since {since}"),
    Kept.SWAPS: N_("Swaps of shifts: {count}, since {since}"),
    Kept.REVIEWS: N_("Reviews: {count}, since {since}"),
    Kept.REVIEW_TEXTS: N_("Words typed in reviews: {count}, since {since}"),
    Kept.REMARKS_BEFORE: N_("Remarks before they were corrected: {count}, since {since}"),
    Kept.ROLL_PLACES: N_("Places at roll calls: {count}, since {since}"),
    Kept.CONTESTS: N_("Contests of the roll: {count}, since {since}"),
    Kept.LEAVE: N_("Leave: {count}, since {since}"),
    Kept.TRAININGS: N_("Trainings: {count}, since {since}"),
    Kept.QUIZZES: N_("Quizzes: {count}, since {since}"),
    Kept.CERTIFICATES: N_("Certificates: {count}, since {since}"),
    Kept.BROADCASTS: N_("Notices to you: {count}, since {since}"),
    Kept.ROLES: N_("Roles given to you: {count}, since {since}"),
    Kept.TRANSFERS: N_("Changes of your post and place: {count}, since {since}"),
    Kept.APPLICATIONS: N_("Applications: {count}, since {since}"),
    Kept.COMPLAINTS: N_("Complaints: {count}, since {since}"),
    Kept.DEEDS: N_("What you did for the office: {count}, since {since}"),
    Kept.MESSAGES: N_("Messages to you: {count}, since {since}"),
}
_LOOKS = {
    Verb.LOOKED: N_("{day} {name} looked at your page"),
    Verb.EXPORTED: N_("{day} {name} took out a file of your unit"),
}


_KEPT = {
    Expiring.PLACES: N_("Places and notes of check-ins: {days} days"),
    Expiring.PHOTOS: N_("Photos: {days} days"),
    Expiring.WORDS: N_("Words of reviews, remarks, tasks, leave: {days} days"),
    Expiring.MESSAGES: N_("Texts of messages to you: {days} days"),
    Expiring.UPDATES: N_("Updates of the chat: {days} days"),
    Expiring.SENDERS: N_("Who sent a complaint without a name: {days} days"),
    Expiring.LOOKS: N_("Who looked at or changed what: {days} days"),
}


class ShowKept(CallbackData, prefix="mekept"):
    """How long each kind is kept."""


class GiveOwnFile(CallbackData, prefix="mefile"):
    """A file of all that is kept about the one who presses."""


def own_record(me: Member, kept: OwnRecord, t: Texts) -> Screen:
    lines = [*facts(me, kept.unit, t), *_own(kept.facts, t)]
    lines += ["", *_counts(kept, t), "", *_who_looked(kept, t)]
    file = Button(t("Give me a file"), GiveOwnFile())
    how_long = Button(t("How long it is kept"), ShowKept())
    return Screen(title=me.name, text="\n".join(lines), buttons=column([file, how_long]))


def how_long(t: Texts) -> Screen:
    lines = (t(_KEPT[kind], days=kept.days) for kind, kept in KEPT.items())
    return Screen(
        title=t("Kept for so long, then it is deleted by itself; the figures stay:"),
        text="\n".join(lines),
        anew=True,
    )


def _own(own: Facts, t: Texts) -> Iterator[str]:
    if own.main_duty:
        yield t("Main duty: {duty}", duty=own.main_duty)
    if own.secondary_duties:
        yield t("Secondary duties: {duties}", duties=own.secondary_duties)
    if own.employer:
        yield t("Employer: {employer}", employer=own.employer)
    if own.origin:
        yield t("Origin: {origin}", origin=own.origin)
    if own.phone:
        yield t("Phone: {phone}", phone=masked(own.phone))


def _counts(kept: OwnRecord, t: Texts) -> list[str]:
    if not kept.counted:
        return [t("Nothing else is kept about you yet.")]
    return [t("Kept about you:"), *(_count(row, t) for row in kept.counted)]


def _count(row: Counted, t: Texts) -> str:
    return t(_COUNTED[row.kind], count=row.count, since=t.dated(row.since))


def _who_looked(kept: OwnRecord, t: Texts) -> list[str]:
    if not kept.looks:
        return [t("Nobody has looked at your page.")]
    return [t("Who looked last:"), *(_look(look, t) for look in kept.looks)]


def _look(look: Look, t: Texts) -> str:
    return t(_LOOKS[look.verb], day=t.plain_day(look.at), name=look.by)


def own_file(given: OwnFile, t: Texts) -> Screen:
    return Screen(
        text=t("All that Muster keeps about you. Nobody else was sent this file."),
        document=Document(t("My record.xlsx"), own_workbook(given, t)),
        anew=True,
    )
