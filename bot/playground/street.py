"""The people of the playground: who is hired, who has registered, and their telephones."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlmodel.ext.asyncio.session import AsyncSession

import playground
from bot.app import App
from bot.outgoing import owed_menu
from domain.roster import read_roster
from domain.seeding import STREET_PEOPLE
from models.directory import Listing
from models.outbox import owe
from models.person import who_is
from playground.telegram import Telegram
from services.roster_file import read_phone, read_table
from services.roster_import import import_roster
from services.seeding import seed_office
from views.commands import menu
from views.texts import texts

COMMUNITY = Path(playground.__file__).parent / "community.csv"
HISTORY = 30
"""Calendar days."""
NEWCOMERS = 500_000
"""An account of one who has not registered is this and the number of their row."""
AT_ONCE = 20


async def hire_community(session: AsyncSession, now: datetime) -> None:
    """The roster comes from a spreadsheet, as in a real office."""
    roster = read_roster(read_table(COMMUNITY), read_phone=read_phone)
    await import_roster(session, roster, now=now)


async def fill_street(session: AsyncSession, now: datetime) -> None:
    """A whole street with a month behind it; some of its people have yet to register."""
    await seed_office(session, people=STREET_PEOPLE, days=HISTORY, number=1, now=now)


def account_of(person: Listing) -> int:
    return person.account or NEWCOMERS + person.person_id


def hand_out_phones(telegram: Telegram, people: Sequence[Listing], *, language: str) -> None:
    """Whoever has registered has talked to Muster before."""
    code = "en" if language == "en" else "zh-hans"
    for person in people:
        phone = telegram.phone(
            account_of(person), person.name, phone_number=person.phone, language_code=code
        )
        if person.account:
            phone.has_started()


async def owe_menus(app: App, accounts: Sequence[int]) -> None:
    """Everybody registered gets the command menu; a few at a time, for nobody waits for it."""
    for at in range(0, len(accounts), AT_ONCE):
        async with app.office.transaction() as session:
            rows = [await _menu_of(session, app, one) for one in accounts[at : at + AT_ONCE]]
            await owe(session, [row for row in rows if row])


async def _menu_of(session: AsyncSession, app: App, account: int) -> dict[str, object] | None:
    known = await who_is(session, account)
    if known is None:
        return None
    member, office = known[0], app.office
    t = texts(member.language or office.language, office.zone)
    return owed_menu(account, menu(member, t), now=office.now())
