"""Whom a notice is for and how it stands with each, counted alike by both databases."""

from sqlmodel import col, select

from domain.broadcast import Standing
from domain.broadcast_draft import BroadcastDraft
from domain.dispatch import Target, TargetKind
from domain.office import Scope
from models.outbox import Outbox, OutboxState
from models.person import mark_unreachable, who_is
from services.broadcast import audience_of, send_broadcast
from services.broadcast_board import board_of, correct_broadcast, people_of, remind_silent
from services.broadcast_reading import acknowledge_broadcast, tell


async def member(session, someone):
    me, _ = await who_is(session, someone.phone.user_id)
    return me


async def sent(office, session, by):
    me = await member(session, by)
    draft = BroadcastDraft(no=1, text="开会", target=Target(kind=TargetKind.EVERYONE))
    done = await send_broadcast(session, me=me, draft=draft, now=office.now)
    await office.app.office.owe(session, done.notices)
    return me, done


async def settles(session, **states):
    """What became of the messages, by the name of whom they were for."""
    for row in (await session.exec(select(Outbox).order_by(col(Outbox.id)))).all():
        row.state, row.error = states[str(row.person_id)], "Forbidden: bot was blocked"
        if row.state is OutboxState.FAILED:
            await mark_unreachable(session, row.chat_id, reason=row.error, now=row.created_at)
    await session.flush()


async def test_everyone_is_counted_once_under_what_became_of_their_message(
    office, sun, wang, zhang, li
):
    await office.hires("刘洋", unit="五里社区", registered=False)
    async with office.app.sessions.begin() as session:
        me, done = await sent(office, session, sun)
        assert (done.reach.people, done.reach.not_registered, done.reach.reached) == (4, 1, 3)
        states = {str(wang.person_id): OutboxState.SENT, str(zhang.person_id): OutboxState.SENT}
        await settles(session, **states, **{str(li.person_id): OutboxState.FAILED})
        reader = await member(session, wang)
        await acknowledge_broadcast(session, me=reader, broadcast_id=1, revision=1, now=office.now)
        board = await board_of(session, me=me, broadcast_id=1)
        named = await people_of(
            session, me=me, broadcast_id=1, among=list(Standing), first=0, most=10
        )
        asked = await remind_silent(session, me=me, broadcast_id=1, now=office.now)

    standings = (Standing.READ, Standing.UNREAD, Standing.REFUSED, Standing.NOT_REGISTERED)
    assert board.counts == dict.fromkeys(standings, 1)
    assert (board.people, board.unreached, dict(board.silent)) == (4, 2, {"blocked": 1})
    assert {each.name: each.standing for each in named} == dict(
        zip(("王芳", "张伟", "李娜", "刘洋"), standings, strict=True)
    )
    assert (asked.people, asked.spared) == (1, 0)


async def test_whoever_has_the_old_text_is_sent_the_new_one_and_the_others_read_it_alone(
    office, sun, wang, zhang, li
):
    async with office.app.sessions.begin() as session:
        me, _ = await sent(office, session, sun)
        has, waits = OutboxState.SENT, OutboxState.QUEUED
        await settles(
            session,
            **{
                str(wang.person_id): has,
                str(zhang.person_id): waits,
                str(li.person_id): OutboxState.SENDING,
            },
        )
        for revision in (1, 2):
            _, notices = await correct_broadcast(
                session, me=me, broadcast_id=1, revision=revision, text="改期", now=office.now
            )
            await office.app.office.owe(session, notices)
        found = select(Outbox.key, col(Outbox.state)).order_by(col(Outbox.id))
        keys = [key for key, _ in (await session.exec(found)).all()]
        told = await tell(session, person_id=zhang.person_id, broadcast_id=1, now=office.now)

    old = [f"broadcast:1:1:{one.person_id}" for one in (wang, zhang, li)]
    outdated = [f"broadcast-outdated:1:2:{one.person_id}" for one in (wang, li)]
    again = [f"broadcast:1:2:{one.person_id}" for one in (wang, li)]
    assert keys == [*old, *outdated, *again], "the second correction found none sent since"
    assert (told.text, told.revision) == ("改期", 3)


async def test_an_audience_is_never_wider_than_what_somebody_holds(office, zhao, sun):
    async with office.app.sessions.begin() as session:
        everyone = Target(kind=TargetKind.EVERYONE)
        for one, people in ((zhao, 2), (sun, 3)):
            me = await member(session, one)
            meant = await audience_of(session, me=me, target=everyone)
            assert (meant.reach.people, meant.scope) == (people, Scope(paths=me.scope.paths))
