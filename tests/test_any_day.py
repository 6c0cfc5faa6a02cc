"""Days as they may come: whatever people do, nobody is lost and nobody sees too far."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import select

from domain.office import EVERYWHERE, Level, Member, Role
from domain.roll_call import Attendance
from domain.when import Period
from models.inbox import Inbox, InboxState
from models.outbox import Outbox, OutboxState
from models.roll_call import RollAnswer, RollCall
from playground.screens import inline_buttons
from services.summary import sum_up
from tests.kit.house import House

EVERYBODY = ("王芳", "张伟", "李娜", "刘洋", "陈静", "赵强", "孙书记")
THREE = ("王芳", "张伟", "赵强")
"""三里社区; 李娜 and 陈静 are of 五里社区, 孙书记 is over both and moves 刘洋 to and fro."""
HIDDEN = {
    "王芳": ("李娜", "陈静"),
    "张伟": ("李娜", "陈静"),
    "赵强": ("李娜", "陈静"),
    "李娜": THREE,
    "陈静": THREE,
}
HOURS = ("07:30", "08:00", "08:05", "08:30", "09:00", "12:00", "14:00", "17:30", "20:00", "22:00")
WORDS = (
    *("到", "/today", "/summary", "/summary 本周", "/absent", "/roster", "/cancel", "/help"),
    *("/leave", "/leave 明天", "/review", "/reviews", "/checkin", "/dispatch", "/training"),
    *(
        "/dispatch 王芳 今天 清理楼道",
        "/rollcall 三里社区",
        "/hours 08:00 17:30",
        "/hours 08:30",
        "/me",
    ),
    *("/rota", "/calendar", "/fence", "/export 本周", "/broadcast 明早九点开会", "/complain"),
    *("/dispatch 谁有空 今天 15:00 接站", "/dispatch 王芳 每个工作日 巡查", "/history", "/import"),
    *("今天", "明天", "王芳", "三里社区", "李娜", "清理楼道", "家里有事", "3", "跳过", "08:30"),
)
LATEST = 3
"""So many of the newest messages are still in one's view."""
EVERY = Member(
    id=0, name="", language="zh", roles=frozenset({Role.ADMINISTRATOR}), scope=EVERYWHERE
)


class AnyDay(RuleBasedStateMachine):
    """Chance holds seven phones and the clock; after each act the books are looked at."""

    def __init__(self, databases) -> None:
        super().__init__()
        self.databases, self.runner = databases, asyncio.Runner()
        self.asked: dict[tuple[int, int], int] = {}
        self.read: Counter[str] = Counter()

    @initialize()
    def an_office_opens(self):
        self.house = self.runner.run(House.open(self.databases.fresh()))
        self.runner.run(self._people())

    async def _people(self):
        house = self.house
        await house.founds("三里街道", Level.STREET)
        await house.founds("三里社区", Level.COMMUNITY, within="三里街道")
        await house.founds("五里社区", Level.COMMUNITY, within="三里街道")
        for name, unit in (
            ("王芳", "三里社区"),
            ("张伟", "三里社区"),
            ("李娜", "五里社区"),
            ("刘洋", "三里社区"),
        ):
            await house.hires(name, unit=unit)
        for name, unit in (("赵强", "三里社区"), ("陈静", "五里社区"), ("孙书记", "三里街道")):
            await house.hires(name, unit=unit, roles=[Role.SUPERVISOR], holds=[unit])

    @rule(who=st.sampled_from(EVERYBODY), words=st.sampled_from(WORDS))
    def somebody_says(self, who, words):
        names_a_stranger = any(name in words for name in HIDDEN.get(who, ()))
        if not names_a_stranger and not self.house.people[who].phone.has_blocked:
            self.runner.run(self.house.people[who].says(words))

    @rule(who=st.sampled_from(EVERYBODY), choice=st.integers(0, 99))
    def somebody_presses(self, who, choice):
        phone = self.house.people[who].phone
        buttons = [
            (button["callback_data"], message["message_id"])
            for message in phone.messages[-LATEST:]
            for button in inline_buttons(message)
        ]
        if buttons and not phone.has_blocked:
            self.runner.run(self.house.people[who].forges(*buttons[choice % len(buttons)]))

    @rule(who=st.sampled_from(EVERYBODY), words=st.sampled_from(WORDS))
    def somebody_edits_what_they_wrote_last(self, who, words):
        someone = self.house.people[who]
        mine = [m["message_id"] for m in someone.phone.messages if not m["from"]["is_bot"]]
        names_a_stranger = any(name in words for name in HIDDEN.get(who, ()))
        if mine and not names_a_stranger and not someone.phone.has_blocked:
            self.runner.run(someone.does("edits", mine[-1], words))

    @rule(unit=st.sampled_from(("三里社区", "五里社区")))
    def somebody_is_moved(self, unit):
        sun = self.house.people["孙书记"]
        if not sun.phone.has_blocked:
            self.runner.run(self._moves(sun, unit))

    async def _moves(self, sun, unit):
        """Through the card; where they are already, it is refused and left."""
        await sun.says("/cancel")
        await sun.says("/roster 刘洋")
        await sun.presses("调动")
        await sun.presses(unit)
        if "确认" in sun.buttons():
            await sun.presses("确认")
            assert (await self.house.person("刘洋")).unit_id == self.house.units[unit].id
        else:
            await sun.says("/cancel")

    @rule(who=st.sampled_from(EVERYBODY))
    def somebody_blocks_or_comes_back(self, who):
        phone = self.house.people[who].phone
        self.runner.run(self.house.people[who].does("unblocks" if phone.has_blocked else "blocks"))

    @rule(strokes=st.integers(1, 4))
    def time_goes_by(self, strokes):
        """From one hour of the office to the next."""
        for _ in range(strokes):
            now = self.house.now
            later = [hour for hour in HOURS if hour > f"{now:%H:%M}"]
            day = now.date() + timedelta(days=not later)
            self.runner.run(self.house.at(f"{day} {(later or HOURS)[0]}"))

    @rule()
    def the_process_starts_anew(self):
        self.runner.run(self.house.restarts())

    @precondition(lambda self: hasattr(self, "house"))
    @invariant()
    def nobody_is_lost_from_a_roll(self):
        self.runner.run(self._rolls_add_up())

    async def _rolls_add_up(self):
        async with self.house.app.sessions() as session:
            rolls = {roll.id: roll for roll in (await session.exec(select(RollCall))).all()}
            rows = (await session.exec(select(RollAnswer))).all()
            period = Period(first=self.house.now.date(), last=self.house.now.date())
            figures = await sum_up(
                session, me=EVERY, unit_id=None, period=period, now=self.house.now
            )
        asked = Counter((row.roll_call_id, row.unit_id) for row in rows)
        for key, count in self.asked.items():
            assert asked[key] == count, "somebody went out of a roll, or came twice"
        self.asked = dict(asked)
        for row in rows:
            is_open = rolls[row.roll_call_id].closed_at is None
            assert is_open or row.attendance is not Attendance.AWAITED
        today = [row for row in rows if self._is_of_the_morning(rolls[row.roll_call_id])]
        assert figures.total.roll == Counter(row.attendance for row in today)
        tally = figures.total.tally
        assert tally.roster == len(today)
        assert tally.expected == tally.present + tally.late + tally.absent + tally.awaited

    def _is_of_the_morning(self, roll: RollCall) -> bool:
        return roll.slot == 0 and roll.day == self.house.now.date()

    @precondition(lambda self: hasattr(self, "house"))
    @invariant()
    def nobody_sees_outside_their_scope(self):
        for who, hidden in HIDDEN.items():
            texts = self.house.people[who].texts()
            for text in texts[self.read[who] :]:
                assert not [name for name in hidden if name in text], (who, text)
            self.read[who] = len(texts)

    @precondition(lambda self: hasattr(self, "house"))
    @invariant()
    def nothing_is_set_aside(self):
        self.runner.run(self._queues_are_clean())

    async def _queues_are_clean(self):
        async with self.house.app.sessions() as session:
            dead = select(Inbox).where(Inbox.state == InboxState.DEAD)
            assert (await session.exec(dead)).all() == []
            failed = await session.exec(select(Outbox).where(Outbox.state == OutboxState.FAILED))
            assert {row.error for row in failed.all()} <= {
                "Forbidden: bot was blocked by the user"
            }

    def teardown(self):
        if hasattr(self, "house"):
            self.runner.run(self.house.close())
        self.runner.close()


def lives(databases, *, days: int, steps: int) -> None:
    chosen = settings(
        max_examples=days,
        stateful_step_count=steps,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(lambda: AnyDay(databases), settings=chosen)


def test_whatever_a_day_brings_the_books_add_up(sqlite):
    lives(sqlite, days=4, steps=25)


@pytest.mark.soak
def test_whatever_many_days_bring_the_books_add_up(sqlite):
    lives(sqlite, days=200, steps=50)
