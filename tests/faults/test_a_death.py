"""A. The process dies: SIGKILL before a statement, a commit or a call, and SIGTERM."""

import asyncio
import shutil
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic

import pytest
from sqlmodel import SQLModel, func, select

from bot.delivery import ABREAST
from bot.version import make_ready
from domain.broadcast import BroadcastState
from domain.office import Level, Role
from domain.roster import read_roster
from models import schema
from models.broadcast import Broadcast
from models.engine import open_engine
from models.outbox import Outbox, OutboxState
from models.person import Person
from models.roll_call import RollAnswer
from models.roster import units_of
from playground.faults import Fault
from services.roster_file import read_phone
from services.roster_import import import_roster
from services.roster_plan import places_of
from tests.kit import conversations
from tests.kit.death import Mortal, dies, killer, watch
from tests.kit.house import SHANGHAI
from tests.kit.live import running
from tests.kit.owed import owed
from tests.kit.process import until
from tests.kit.roster import table_of
from tests.kit.street import settle_street

TEAM = ("王芳", "张伟", "李娜", "刘洋", "何新", "陈静")
SOAK = pytest.mark.soak
EVERY = pytest.param(range(1, 10_000), marks=SOAK, id="every step")
"""The default suite takes some of the steps; `make soak` takes each of them."""


def some(first, stride):
    return pytest.param(range(first, 10_000, stride), id="some steps")


@pytest.fixture
def mortal(database_url, tmp_path):
    """A community of six, each with a phone, and their supervisor."""
    mortal = Mortal(database_url, tmp_path)
    house = mortal.house

    async def settle():
        await house.app.prepare(house.settings)
        await house.founds("朝晖区", Level.DISTRICT)
        await house.founds("三里社区", Level.COMMUNITY, within="朝晖区")
        for name in TEAM:
            await house.hires(name, unit="三里社区")
        await house.hires("周明", unit="三里社区", registered=False)
        await house.hires("赵强", unit="三里社区", roles=[Role.SUPERVISOR], holds=["三里社区"])
        await house.hires("孙书记", unit="朝晖区", roles=[Role.SUPERVISOR], holds=["朝晖区"])
        await house.hires("周管理", unit="朝晖区", roles=[Role.ADMINISTRATOR])
        house.people["高洁"] = house.passes_by("高洁", phone_number="+8613900000009")

    mortal.run(settle)
    return mortal


class Rewound:
    """The database as it was, for the next death at another step."""

    def __init__(self, url):
        self.path = Path(url.partition("///")[2])
        self.kept = self.path.with_suffix(".kept")
        shutil.copy(self.path, self.kept)

    def again(self):
        for file in self.path.parent.glob(f"{self.path.name}-*"):
            file.unlink()
        shutil.copy(self.kept, self.path)


@pytest.mark.parametrize("steps", [some(5, 6), EVERY])
def test_a01_a_roll_call_killed_at_any_step_is_asked_whole(mortal, database_url, steps):
    house = mortal.house
    before = Rewound(database_url)
    house.clock.move_to(house.now.replace(hour=8))
    killed = 0

    async def goes_on():
        await house.settle()
        async with house.app.sessions() as session:
            return len((await session.exec(select(RollAnswer))).all())

    for at in steps:
        before.again()
        house.ticked_at = None
        heard = [len(house.people[name].texts()) for name in TEAM]
        is_killed = mortal.is_killed(house.ticks, at=at)
        assert mortal.run(goes_on) == len(TEAM) + 1
        assert [len(house.people[name].texts()) for name in TEAM] == [n + 1 for n in heard]
        if not is_killed:
            break
        killed += 1
    assert killed >= 4


@pytest.mark.parametrize("steps", [some(2, 4), EVERY])
def test_a02_messages_killed_at_any_step_all_arrive(mortal, steps):
    house = mortal.house
    killed = 0

    async def owes():
        for name in TEAM:
            await owed(house, house.people[name], f"第 {at} 次")

    async def sends():
        await house.app.delivery.drain()

    async def goes_on():
        await sends()
        async with house.app.sessions() as session:
            left = select(Outbox).where(Outbox.state != OutboxState.SENT)
            assert (await session.exec(left)).all() == []

    for at in steps:
        mortal.run(owes)
        is_killed = mortal.is_killed(sends, at=at)
        mortal.run(goes_on)
        copies = [house.people[name].texts().count(f"第 {at} 次") for name in TEAM]
        assert min(copies) == 1
        assert sum(copies) - len(TEAM) <= ABREAST
        if not is_killed:
            break
        killed += 1
    assert killed >= 4


@pytest.mark.parametrize("steps", [some(3, 7), EVERY])
def test_a03_a_notice_stopped_by_a_process_that_is_killed_reaches_nobody_after_it(
    mortal, database_url, steps
):
    house = mortal.house
    zhao, killed = house.people["赵强"], 0

    async def puts_out():
        zhao.phone.says("/broadcast 明早九点开会")
        await house.settle()
        zhao.phone.presses("确认")
        await house.app.poller.fetch_once()
        await house.app.intake.drain()

    async def became():
        await house.settle()
        async with house.app.sessions() as session:
            return (await session.exec(select(Broadcast.state))).one()

    mortal.run(puts_out)
    before = Rewound(database_url)
    for at in steps:
        before.again()
        zhao.phone.presses_data("bstop:1", zhao.phone.newest()["message_id"])
        is_killed = mortal.is_killed(house.settle, at=at)
        assert mortal.run(became) is BroadcastState.STOPPED
        assert not any(house.people[name].heard("九点开会") for name in TEAM)
        if not is_killed:
            break
        killed += 1
    assert killed >= 3


PASSING = {"inbox", "outbox", "beacon", "conversation", "claim_code"}


def effects(house):
    async def rows():
        tables = [t for t in SQLModel.metadata.sorted_tables if t.name not in PASSING]
        async with house.app.engine.connect() as connection:
            found = {t.name: await connection.execute(t.select()) for t in tables}
        return {name: sorted(map(repr, rows)) for name, rows in found.items()}

    return rows


def in_doubt(house):
    """Whether a task was on the wire: its sender decides."""

    async def rows():
        async with house.app.sessions() as session:
            held = select(Outbox.id).where(Outbox.state == OutboxState.UNKNOWN)
            return (await session.exec(held)).all()

    return rows


def acts(house, *deed):
    if len(deed) == 1:
        house.clock.move_to(datetime.fromisoformat(deed[0]).replace(tzinfo=SHANGHAI))
    else:
        who, act, *what = deed
        getattr(house.people[who].phone, act)(*what)


def some_of_them():
    """One step of what every day brings; each step of all of them takes its time."""
    for name in conversations.EVERY:
        if name in conversations.THE_DAY:
            yield pytest.param(name, (16,), id=f"{name}-one step")
        yield pytest.param(name, range(1, 30), id=f"{name}-every step", marks=SOAK)


@pytest.mark.parametrize(("conversation", "steps"), [*some_of_them()])
def test_a04_a_conversation_killed_at_every_turn_ends_as_if_it_was_not(
    mortal, database_url, conversation, steps
):
    house = mortal.house
    before, morning = Rewound(database_url), house.now
    for deed in conversations.EVERY[conversation]:
        acts(house, *deed)
        mortal.run(house.settle)
    undisturbed = mortal.run(effects(house))

    for at in steps:
        before.again()
        house.clock.move_to(morning)
        house.ticked_at = None
        for deed in conversations.EVERY[conversation]:
            acts(house, *deed)
            mortal.is_killed(house.settle, at=at)
            mortal.run(house.settle)
            if mortal.run(in_doubt(house)):
                acts(house, "赵强", "presses", "重发")
                mortal.run(house.settle)
        assert mortal.run(effects(house)) == undisturbed


def roster():
    for number in range(1, 31):
        yield {
            "姓名": f"队员{number}",
            "手机": f"199000001{number:02}",
            "岗位": "网格员",
            "区": "朝晖区",
            "街道": "长桥街道",
            "社区": f"第{number % 5}社区",
        }


@pytest.mark.parametrize("steps", [some(2, 5), EVERY])
def test_a06_an_import_killed_at_any_step_brings_all_or_nobody(mortal, database_url, steps):
    house = mortal.house
    before = Rewound(database_url)
    killed = 0

    async def imports():
        async with house.app.sessions.begin() as session:
            places = places_of(await units_of(session))
            read = read_roster(table_of([*roster()]), read_phone=read_phone, units=places)
            return await import_roster(session, read, now=house.now)

    async def people():
        async with house.app.sessions() as session:
            return (await session.exec(select(func.count()).select_from(Person))).one()

    for at in steps:
        before.again()
        is_killed = mortal.is_killed(imports, at=at)
        assert mortal.run(people) == len(TEAM) + 4 + (0 if is_killed else 30)
        assert mortal.run(imports).new == (30 if is_killed else 0)
        if not is_killed:
            break
        killed += 1
    assert killed >= 2


@pytest.mark.parametrize("steps", [some(10, 120), EVERY])
def test_a07_a_database_killed_while_it_is_made_is_made_anew(tmp_path, steps):
    url = f"sqlite+aiosqlite:///{tmp_path}/office.db"
    killed = 0

    async def makes(at):
        engine = open_engine(url)
        if at:
            watch(engine, killer(at))
        await make_ready(engine)
        version = await schema.current(engine)
        await engine.dispose()
        return version

    for at in steps:
        for file in tmp_path.glob("office.db*"):
            file.unlink()
        is_killed = dies(partial(makes, at))
        assert asyncio.run(makes(None)) == schema.newest()
        if not is_killed:
            break
        killed += 1
    assert killed >= 3


async def test_a08_a_stop_in_a_storm_waits_for_what_is_on_the_wire(server, database_url, telegram):
    _, people = await settle_street(database_url, telegram, people=20)
    server.faults.next("sendMessage", Fault.SLOW(1), times=ABREAST)

    def copies():
        return [len(phone.messages) for phone in people]

    async with running(server, database_url) as app:
        async with app.sessions.begin() as session:
            session.add_all(_greeting(phone, app.office.now()) for phone in people)
        app.delivery.owed.set()
        await until(lambda: server.telegram.state.calls)
        await until(lambda: sum(copies()) == ABREAST)
        began = monotonic()
    assert monotonic() - began < 10
    assert sum(copies()) == ABREAST

    async with running(server, database_url):
        await until(lambda: sum(copies()) == 20)
        await asyncio.sleep(0.2)
    assert copies() == [1] * 20


def _greeting(phone, now):
    payload = {"chat_id": phone.user_id, "text": "早上好"}
    return Outbox(
        chat_id=phone.user_id,
        lane=2,
        method="sendMessage",
        payload=payload,
        not_before=now,
        created_at=now,
    )
