"""What many are told is one statement, drawn for each when it is sent."""

from sqlalchemy import event
from sqlmodel import select

from models.outbox import Outbox, OutboxState
from scheduler.timetable import tick
from services import roll_call as rolls


async def states(office):
    async with office.app.sessions() as session:
        rows = (await session.exec(select(Outbox).order_by(Outbox.id))).all()
    return [(row.method, row.state) for row in rows]


async def test_a_roll_call_is_owed_to_thirty_by_one_statement(office):
    for number in range(27):
        await office.hires(f"队员{number}", unit="三里社区")
    spoken = []
    event.listen(
        office.app.engine.sync_engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_: spoken.append(statement),
    )
    office.clock.move_to(office.now.replace(hour=8))
    await tick(office.app.office)

    asked = [method for method, _ in await states(office) if method == "roll_call"]
    assert len(asked) == 30
    inserts = [one for one in spoken if one.startswith("INSERT INTO outbox")]
    assert len(inserts) <= 3, "the roll, the boards, the administrator's notice about next year"


async def test_who_answered_before_the_question_was_sent_is_not_asked(office, wang, zhang):
    office.clock.move_to(office.now.replace(hour=8))
    await tick(office.app.office)
    wang.phone.says("到")
    await office.app.poller.fetch_once()
    await office.app.intake.drain()
    await office.app.delivery.drain()

    assert not wang.heard("您到岗了吗")
    assert zhang.heard("您到岗了吗")
    assert ("roll_call", OutboxState.CANCELLED) in await states(office)


async def test_one_that_cannot_be_drawn_stops_nobody(office, wang, zhang, monkeypatch):
    invite = rolls.invite

    async def breaks(session, *, person_id, **about):
        if person_id == wang.person_id:
            raise ZeroDivisionError
        return await invite(session, person_id=person_id, **about)

    monkeypatch.setattr(rolls, "invite", breaks)
    await office.at("08:00")

    assert wang.texts() == []
    assert zhang.heard("您到岗了吗")
    assert ("roll_call", OutboxState.FAILED) in await states(office)
