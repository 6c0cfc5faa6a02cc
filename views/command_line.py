"""What the commands on the machine answer, other than those of the roster and the doctor."""

from views.texts import Texts


def replayed(n: int, t: Texts) -> str:
    if n == 0:
        return t("Nothing was set aside.")
    return t.plural(
        "{n} update is in the queue again; muster run handles it.",
        "{n} updates are in the queue again; muster run handles them.",
        n,
    )


def upgraded(before: str | None, after: str | None, t: Texts) -> str:
    if before == after:
        return t("The tables are of version {version} already.", version=after)
    return t("The tables are of version {version} now.", version=after)


def database_fails(reason: str, t: Texts) -> str:
    return t(
        "The database did not take this ({reason}); nothing was written."
        " muster doctor says what is wrong.",
        reason=reason,
    )
