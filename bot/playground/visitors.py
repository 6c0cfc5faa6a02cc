"""Telephones beside the roster's: a stranger who may apply, and somebody's new one."""

from collections.abc import Sequence

from models.directory import Listing
from views import playground as view
from views.texts import Texts

STRANGER, PHONE = "路过春", "+8613900009999"


def visitors(people: Sequence[Listing], t: Texts) -> list[Listing]:
    """The numbers before the roster's first are theirs."""
    stranger = Listing(0, STRANGER, PHONE, "", view.stranger(t), "", None, ())
    moved = [one for one in people if one.account][-1:]
    return [stranger, *(_with_new_phone(one, t) for one in moved)]


def _with_new_phone(one: Listing, t: Texts) -> Listing:
    place = view.second_phone(one.place, t)
    return one._replace(person_id=-one.person_id, place=place, account=None, roles=())
