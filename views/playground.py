"""What the playground's page calls those who are on no roster."""

from views.texts import Texts


def stranger(t: Texts) -> str:
    return t("on no roster, may apply")


def second_phone(place: str, t: Texts) -> str:
    return t("{place} · a new phone", place=place)
