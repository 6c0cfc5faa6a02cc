"""`muster doctor`: a line for each thing examined, and what to do about what fails."""

from dataclasses import dataclass
from enum import StrEnum

from domain.settings import WrongSetting
from views.command_line import wrong_setting
from views.texts import Texts


class Mark(StrEnum):
    FINE = "✓"
    CAN_WAIT = "!"
    FAILS = "✗"


@dataclass(frozen=True, kw_only=True)
class Line:
    mark: Mark = Mark.FINE
    text: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.mark} {self.text}" + (f"\n  → {self.advice}" if self.advice else "")


def settings_fine(t: Texts) -> Line:
    return Line(text=t("Settings: in order"))


def settings_wrong(wrong: WrongSetting, t: Texts) -> Line:
    return Line(
        mark=Mark.FAILS,
        text=t("Settings: {sentence}", sentence=wrong_setting(wrong, t)),
        advice=t("Correct it in the environment or in .env."),
    )


def token_missing(t: Texts) -> Line:
    return Line(
        mark=Mark.FAILS,
        text=t("Settings: MUSTER_TOKEN is missing"),
        advice=t("Ask @BotFather for a token and write it into .env."),
    )


def database_fine(where: str, t: Texts) -> Line:
    return Line(text=t("Database: {where} can be read and written", where=where))


def database_absent(where: str, t: Texts) -> Line:
    return Line(
        mark=Mark.FAILS,
        text=t("Database: {where} does not exist", where=where),
        advice=t("Make it: muster db upgrade"),
    )


def database_closed(where: str, reason: str, t: Texts) -> Line:
    return Line(
        mark=Mark.FAILS,
        text=t("Database: {where} cannot be used ({reason})", where=where, reason=reason),
        advice=t(
            "Check MUSTER_DATABASE_URL, that the server runs, and that Muster may write there."
        ),
    )


def file_closed(where: str, reason: str, t: Texts) -> Line:
    return Line(
        mark=Mark.FAILS,
        text=t("Database: {where} cannot be used ({reason})", where=where, reason=reason),
        advice=t(
            "Check that MUSTER_DATABASE_URL names a file of Muster's, and that Muster may write"
            " to it and to its folder."
        ),
    )


def driver_missing(where: str, t: Texts) -> Line:
    return Line(
        mark=Mark.FAILS,
        text=t("Database: the driver for {where} is not installed", where=where),
        advice=t("Install Muster with its part for PostgreSQL: muster[postgresql]"),
    )


def database_damaged(where: str, t: Texts) -> Line:
    return Line(
        mark=Mark.FAILS,
        text=t("Database: {where} is damaged", where=where),
        advice=t("Stop Muster, keep a copy of the file, and bring back the last backup."),
    )


def database_not_durable(where: str, t: Texts) -> Line:
    return Line(
        mark=Mark.FAILS,
        text=t("Database: {where} cannot keep its log beside it or takes no writes", where=where),
        advice=t("Use a local disk, or the main PostgreSQL server instead of a copy."),
    )


def version_fine(version: str, t: Texts) -> Line:
    return Line(text=t("Tables: version {version}, the newest", version=version))


def version_other(version: str | None, newest: str, t: Texts) -> Line:
    return Line(
        mark=Mark.FAILS,
        text=t(
            "Tables: version {version}, needed is {newest}",
            version=version or t("none"),
            newest=newest,
        ),
        advice=t("Bring them up to date: muster db upgrade"),
    )


def calendar_fine(years: list[int], t: Texts) -> Line:
    return Line(text=t("Calendar: workdays known for {years}", years=t.listed(map(str, years))))


def calendar_seeded_by_start(years: list[int], t: Texts) -> Line:
    return Line(
        mark=Mark.CAN_WAIT,
        text=t("Calendar: {years} not written down yet", years=t.listed(map(str, years))),
        advice=t("muster run does it at its start."),
    )


def calendar_unconfirmed(years: list[int], t: Texts, *, now: bool) -> Line:
    return Line(
        mark=Mark.FAILS if now else Mark.CAN_WAIT,
        text=t("Calendar: nobody has confirmed {years}", years=t.listed(map(str, years))),
        advice=t("On the first day without a calendar the administrators get a button for it."),
    )


def administrators_fine(n: int, t: Texts) -> Line:
    return Line(text=t("Administrators: {n}", n=n))


def administrators_none(t: Texts) -> Line:
    return Line(
        mark=Mark.CAN_WAIT,
        text=t("Administrators: none yet"),
        advice=t("muster run prints a code; send /claim and the code to the bot."),
    )


def platform_fine(name: str, where: str, t: Texts) -> Line:
    return Line(text=t("Bot API: @{name} at {where}", name=name, where=where))


def platform_refuses(where: str, t: Texts) -> Line:
    return Line(
        mark=Mark.FAILS,
        text=t("Bot API: {where} does not know this token", where=where),
        advice=t("Copy the token from @BotFather once more into MUSTER_TOKEN."),
    )


def platform_silent(where: str, reason: str, t: Texts) -> Line:
    return Line(
        mark=Mark.FAILS,
        text=t("Bot API: {where} cannot be reached ({reason})", where=where, reason=reason),
        advice=t("Check the network and the firewall, or MUSTER_API_BASE."),
    )


def platform_odd(where: str, status: int, t: Texts) -> Line:
    return Line(
        mark=Mark.FAILS,
        text=t("Bot API: {where} answers with {status}", where=where, status=status),
        advice=t("Check that MUSTER_API_BASE is a Bot API server, or try again later."),
    )


def clock_fine(zone: str, seconds: int, t: Texts) -> Line:
    return Line(text=t("Clock: {zone}, {seconds} s from the server's", zone=zone, seconds=seconds))


def clock_off(zone: str, seconds: int, t: Texts) -> Line:
    return Line(
        mark=Mark.FAILS,
        text=t("Clock: {zone}, {seconds} s from the server's", zone=zone, seconds=seconds),
        advice=t("Set the machine's clock, best by NTP: timedatectl set-ntp true"),
    )


def clock_alone(zone: str, t: Texts) -> Line:
    return Line(
        mark=Mark.CAN_WAIT,
        text=t("Clock: {zone}, nothing to compare it with", zone=zone),
        advice=t("Run the doctor again when the Bot API answers."),
    )


def way_in_by_polling(t: Texts) -> Line:
    return Line(text=t("Updates: fetched by long polling"))


def way_in_by_webhook(url: str, t: Texts) -> Line:
    return Line(text=t("Updates: brought to {url}", url=url))


def webhook_in_the_way(t: Texts) -> Line:
    return Line(
        mark=Mark.FAILS,
        text=t("Updates: a webhook is set, so nothing can be fetched by long polling"),
        advice=t(
            "Call deleteWebhook of the Bot API, or set MUSTER_LISTEN, MUSTER_WEBHOOK_URL and"
            " MUSTER_WEBHOOK_SECRET."
        ),
    )


def webhook_elsewhere(t: Texts) -> Line:
    return Line(
        mark=Mark.CAN_WAIT,
        text=t("Updates: the webhook is not set to MUSTER_WEBHOOK_URL yet"),
        advice=t("muster run does it at its start."),
    )
