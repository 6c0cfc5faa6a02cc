"""Many registered people at once, for stories where the number matters."""

from collections.abc import Sequence
from datetime import UTC, datetime

from domain.office import Level, Role
from models.columns import insert_rows
from models.engine import open_engine, sessions_of
from models.person import Holding, Person, PersonRole
from models.unit import Unit
from playground.phones import Phone
from playground.telegram import Telegram

SUPERVISOR = 9_000


async def settle_street(
    url: str, telegram: Telegram, *, people: int
) -> tuple[Phone, Sequence[Phone]]:
    """A street with its supervisor and `people` auxiliaries, all known to the platform."""
    engine = open_engine(url)
    now = datetime.now(UTC)
    async with sessions_of(engine).begin() as session:
        street = Unit(name="三里街道", level=Level.STREET, path="/1/", created_at=now)
        session.add(street)
        await session.flush()
        rows = [_person(number, street.id) for number in range(1, people + 1)]
        await insert_rows(session, Person, [*rows, _person(SUPERVISOR, street.id)])
        roles = [{"person_id": row["id"], "role": Role.AUXILIARY} for row in rows]
        await insert_rows(
            session, PersonRole, [*roles, {"person_id": SUPERVISOR, "role": Role.SUPERVISOR}]
        )
        session.add(Holding(person_id=SUPERVISOR, unit_id=street.id))
    await engine.dispose()
    phones = [_phone(telegram, number) for number in range(1, people + 1)]
    return _phone(telegram, SUPERVISOR), phones


def _person(number: int, unit_id: int) -> dict[str, object]:
    return {
        "id": number,
        "name": f"队员{number}",
        "phone": f"+86139{number:08}",
        "employer": "",
        "origin": "",
        "post": "网格员",
        "main_duty": "",
        "secondary_duties": "",
        "unit_id": unit_id,
        "active": True,
        "telegram_id": 100_000 + number,
    }


def _phone(telegram: Telegram, number: int) -> Phone:
    phone = telegram.phone(100_000 + number, f"队员{number}")
    phone._meets_bot()
    return phone
