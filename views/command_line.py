"""What the commands on the machine answer, other than those of the roster and the doctor."""

from collections.abc import Mapping, Sequence

from domain.office import Role
from domain.seeding import Player, Seeded
from domain.serving import Held
from domain.settings import Flaw, WrongSetting
from views.texts import N_, Texts
from views.words import word

SHOWN = 5
"""Leaders of the first street, and the administrator."""

_FLAWS: Mapping[Flaw, str] = {
    Flaw.UNCLEAR: N_("this value is not understood."),
    Flaw.IDS: N_("write the Telegram ids of people, separated by commas, such as 123456,789012."),
    Flaw.TOKEN: N_("copy the whole token from @BotFather, such as 123456:ABC-DEF."),
    Flaw.NO_TOKEN: N_("it is missing. Ask @BotFather for a token and put it into .env."),
    Flaw.TIMEZONE: N_("write an IANA name, such as Asia/Shanghai."),
    Flaw.LANGUAGE: N_("write zh or en."),
    Flaw.DATABASE: N_("write sqlite+aiosqlite:///… or postgresql+asyncpg://…."),
    Flaw.DRIVER: N_("install its driver first: .venv/bin/uv pip install asyncpg."),
    Flaw.VERSION: N_("the tables there are of another version. Run muster db upgrade first."),
    Flaw.ADDRESS: N_("write an address that begins with https://."),
    Flaw.OPEN_ADDRESS: N_("write an address that begins with https://: Telegram calls no other."),
    Flaw.LISTEN: N_("write host:port, such as 127.0.0.1:8080."),
    Flaw.SECRET: N_("write 1 to 256 of the characters A-Z a-z 0-9 _ -."),
    Flaw.WEBHOOK_PARTS: N_("it needs MUSTER_WEBHOOK_URL and MUSTER_WEBHOOK_SECRET too."),
    Flaw.METRICS: N_("write host:port of this machine, such as 127.0.0.1:9464."),
    Flaw.RATE: N_("write messages a second, from 30 to 1000."),
    Flaw.TAKEN: N_("nothing can be opened there; another program may hold this port."),
}


def wrong_setting(wrong: WrongSetting, t: Texts) -> str:
    return t("{name}: {advice}", name=wrong.name, advice=t(_FLAWS[wrong.flaw]))


def first_code(code: str, t: Texts) -> str:
    return t(
        "No administrator yet. Send this to the bot to become the first: /claim {code}", code=code
    )


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


def seeded(done: Seeded, t: Texts) -> Sequence[str]:
    """What the invented office holds, and who to be in it."""
    return [
        t(
            "The invented office stands: {units} units, {people} people ({registered} registered),"
            " {days} workdays of history, {rows} rows.",
            units=done.units,
            people=len(done.people),
            registered=done.registered,
            days=done.days,
            rows=done.rows,
        ),
        t("Some who can be played:"),
        *(_leader(player, t) for player in done.leaders[:SHOWN]),
        t(
            "Telegram ids run from {first} in the roster's order.",
            first=done.people[0].telegram_id,
        ),
    ]


def _leader(player: Player, t: Texts) -> str:
    role = word(min(player.roles - {Role.AUXILIARY}), t)
    where = t.listed(player.holds) or player.unit
    return t(
        "  {name} · {role} · {where} · Telegram id {telegram_id}",
        name=player.name,
        role=role,
        where=where,
        telegram_id=player.telegram_id,
    )


def not_empty(t: Texts) -> str:
    return t(
        "This database has units or people already; nothing was written."
        " An invented office goes into an empty one: name another in MUSTER_DATABASE_URL."
    )


def already_served(held: Held, t: Texts) -> str:
    """To whoever starts Muster a second time; the first goes on."""
    match held:
        case Held.DATABASE:
            return t("Another muster run serves this database already. This one has stopped.")
        case Held.TOKEN:
            return t("Another muster run on this machine uses this token. This one has stopped.")


def page_open(address: str, t: Texts) -> str:
    return t("Muster is open at {address} (Ctrl-C ends it).", address=address)
