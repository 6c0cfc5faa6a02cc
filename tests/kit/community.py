"""The five people of the playground's small community, all but the last registered before."""

from bot.playground.street import hire_community
from models.directory import directory
from services.registration import register

FIRST_ACCOUNT = 100_001


async def registered_community(session, now):
    await hire_community(session, now)
    people = sorted(await directory(session), key=lambda one: one.person_id)
    for number, person in enumerate(people[:-1]):
        account = FIRST_ACCOUNT + number
        await register(session, telegram_id=account, phone=person.phone, language="zh", now=now)
