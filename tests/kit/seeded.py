"""A seeded office whose people have phones in their hands."""

from datetime import datetime

from domain.office import Role
from domain.seeding import Player, Seeded
from models.person import by_phone
from services.seeding import seed_office
from tests.kit.house import SHANGHAI, House
from tests.kit.someone import Someone


async def fill(
    house: House, at: str, *, people: int = 40, days: int = 10, number: int = 1
) -> Seeded:
    """The clock is moved there first."""
    house.clock.move_to(datetime.fromisoformat(at).replace(tzinfo=SHANGHAI))
    async with house.app.sessions.begin() as session:
        seeded = await seed_office(session, people=people, days=days, number=number, now=house.now)
    for player in seeded.people:
        house.people[player.name] = await _phone_of(house, player)
    return seeded


async def _phone_of(house: House, player: Player) -> Someone:
    phone = house.telegram.phone(player.telegram_id, player.name, phone_number=player.phone)
    phone._meets_bot()
    async with house.app.sessions() as session:
        person = await by_phone(session, player.phone)
    assert person
    assert person.telegram_id == (player.telegram_id if player.is_registered else None)
    return Someone(house, phone, person.id)


def head_of(seeded: Seeded) -> Player:
    """Who holds the street."""
    return next(player for player in seeded.people if player.holds[:1] == ("长桥街道",))


def plain(seeded: Seeded) -> list[Player]:
    """The registered who lead nothing."""
    led = frozenset({Role.AUXILIARY})
    return [player for player in seeded.people if player.is_registered and player.roles == led]
