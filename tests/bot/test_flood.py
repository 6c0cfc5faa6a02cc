"""While one person sends thousands of updates, the others are answered as ever."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot import flood
from models.inbox import Inbox, InboxState
from models.outbox import Outbox

FLOOD = 2000
ASKED = "消息太多，请稍后再试。"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request):
    return request.param


def said(someone, number, text="/help"):
    who = {"id": someone.phone.user_id, "is_bot": False, "first_name": "某人"}
    chat = {"id": someone.phone.user_id, "type": "private", "first_name": "某人"}
    message = {"message_id": number, "date": 1_795_000_000, "chat": chat, "from": who}
    return {"update_id": 10**9 + number, "message": message | {"text": text}}


async def heard(office, updates):
    """As they are fetched: a hundred at a time."""
    for at in range(0, len(updates), 100):
        await office.app.intake.receive(updates[at : at + 100])


async def waiting(office, someone):
    queued = select(Inbox.update_id).where(
        Inbox.chat_id == someone.phone.user_id, Inbox.state == InboxState.QUEUED
    )
    async with office.app.sessions() as session:
        return len((await session.exec(queued)).all())


@pytest.mark.fault("G15")
@pytest.mark.parametrize("bound", [flood.MOST_WAITING, 10 * FLOOD])
async def test_another_persons_press_is_in_the_very_next_batch(
    office, wang, zhang, monkeypatch, bound
):
    monkeypatch.setattr(flood, "MOST_WAITING", bound)
    await heard(office, [said(wang, number) for number in range(FLOOD)])
    await heard(office, [said(zhang, FLOOD)])
    before = await waiting(office, wang)
    assert before == min(bound, FLOOD)

    await office.app.intake._handle()

    assert await waiting(office, zhang) == 0
    assert await waiting(office, wang) == before - 1, "and the flood goes on, one in a batch"


@pytest.mark.fault("G15")
async def test_two_floods_and_a_press_take_turns(office, wang, zhang, li):
    numbers = iter(range(10**6))
    for _ in range(3):
        floods = [said(who, next(numbers)) for _ in range(100) for who in (wang, zhang)]
        await heard(office, floods)
    await heard(office, [said(li, next(numbers))])

    await office.app.intake._handle()

    left = [await waiting(office, who) for who in (wang, zhang, li)]
    assert left == [flood.MOST_WAITING - 1, flood.MOST_WAITING - 1, 0]


@pytest.mark.fault("G15")
async def test_what_a_person_can_mean_is_never_turned_away(office, wang):
    await heard(office, [said(wang, number) for number in range(flood.MOST_WAITING)])
    assert await waiting(office, wang) == flood.MOST_WAITING
    assert await office.app.intake.drain() == flood.MOST_WAITING
    async with office.app.sessions() as session:
        answers = [row.payload["text"] for row in (await session.exec(select(Outbox))).all()]
    assert len(answers) == flood.MOST_WAITING
    assert ASKED not in answers


@pytest.mark.fault("G15")
async def test_who_floods_is_told_once_a_minute_in_their_language(office, li):
    numbers = iter(range(10**6))
    for told in (1, 2):
        await heard(office, [said(li, next(numbers)) for _ in range(500)])
        office.clock.advance(timedelta(seconds=20))
        await heard(office, [said(li, next(numbers)) for _ in range(500)])
        async with office.app.sessions() as session:
            texts = [row.payload.get("text") for row in (await session.exec(select(Outbox))).all()]
        patience = "Too many messages at once. Please try again in a moment."
        assert texts == [patience] * told
        office.clock.advance(timedelta(seconds=60))
    assert await waiting(office, li) == flood.MOST_WAITING


async def test_a_stranger_is_turned_away_without_a_word(office):
    stranger = office.passes_by("路人")
    await heard(office, [said(stranger, number) for number in range(FLOOD)])
    assert await waiting(office, stranger) == flood.MOST_WAITING
    async with office.app.sessions() as session:
        assert (await session.exec(select(Outbox))).all() == []


async def test_that_someone_leaves_is_heard_even_in_a_flood(office, wang):
    await heard(office, [said(wang, number) for number in range(FLOOD)])
    before = await waiting(office, wang)
    member = said(wang, FLOOD)["message"] | {"old_chat_member": {}, "new_chat_member": {}}
    await heard(office, [{"update_id": 2 * 10**9, "my_chat_member": member}])
    assert await waiting(office, wang) == before + 1


@pytest.mark.fault("G15")
async def test_after_the_flood_the_person_is_heard_again(office, wang):
    await heard(office, [said(wang, number) for number in range(flood.MOST_WAITING + 50)])
    await office.app.intake.drain()
    await heard(office, [said(wang, 9_000)])
    assert await waiting(office, wang) == 0, "200 answers are still to be sent"
    await office.app.delivery.drain()
    again = [said(wang, 10_000 + number) for number in range(50)]
    await heard(office, again)
    assert await waiting(office, wang) == len(again)
