"""What `muster erase` asks and answers."""

from collections.abc import Mapping

from domain.erasure import ErasureRefused, Leaver, WhyNotErased
from views.texts import N_, Texts

_WHY: Mapping[WhyNotErased, str] = {
    WhyNotErased.UNKNOWN: N_("Nobody has this name or id; nothing was changed."),
    WhyNotErased.IN_SERVICE: N_(
        "This person is still in service; nothing was changed. First end the service in the"
        " chat: /roster, the person, “End the service”."
    ),
    WhyNotErased.SEVERAL: N_("Several who left have this name. Give the id of one: {leavers}."),
}


def refusal(refused: ErasureRefused, t: Texts) -> str:
    told = (f"{leaver.person_id} ({leaver.unit})" for leaver in refused.leavers)
    return t(_WHY[refused.why], leavers=t.listed(told))


def sure(leaver: Leaver, t: Texts) -> str:
    return t(
        "{name} ({unit}), id {id}: name, phone, account, words, places and photos are erased and"
        " cannot be brought back. The figures stay. Go on?",
        name=leaver.name,
        unit=leaver.unit,
        id=leaver.person_id,
    )


def called(leaver: Leaver, t: Texts) -> str:
    return t("left the office ({id})", id=leaver.person_id)


def left_as_is(t: Texts) -> str:
    return t("Nothing was changed.")


def erased(leaver: Leaver, t: Texts) -> str:
    return t(
        "Erased; the rows are now those of “{called}”. Backups made before still hold the"
        " person, and what others wrote may name them.",
        called=called(leaver, t),
    )
