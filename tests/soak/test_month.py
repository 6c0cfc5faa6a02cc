"""A month of full days on a real line: every row and every message reconciled, memory flat."""

import asyncio
import sqlite3
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from random import Random

import pytest

from bot.playground.crowd import Crowd
from playground.clock import MovableClock
from playground.screens import inline_buttons
from playground.state import EventKind
from playground.telegram import Telegram
from tests.kit.far_office import FarOffice
from tests.kit.house import SHANGHAI

pytestmark = pytest.mark.soak
PEOPLE, WORKDAYS = 392, 22
BEGINS = datetime(2026, 11, 23, 7, 0, tzinfo=SHANGHAI)
STRIDE = timedelta(hours=1)
WEEKEND = 5
SILENT, CHECK_INS, LEAVES, TASKS = 12, 40, 3, 6
"""Each day so many do not answer the roll, check in, ask for leave, are given a task."""
FLAT = 1.10
FIRST_UPDATE = 100_000_001


class Month:
    def __init__(self, telegram, office, people):
        self.telegram, self.office, self.now = telegram, office, BEGINS
        self.dice, self.crowd = Random(1), Crowd(telegram)
        self.phones = {}
        for one in people:
            phone = telegram.phone(one["account"], one["name"], phone_number=one["phone"])
            if one["is_registered"]:
                phone._meets_bot()
                self.phones[one["account"]] = phone
        chief = next(one for one in people if one["holds"][:1] == ["长桥街道"])
        self.chief = self.phones[chief["account"]]
        named = Counter(one["name"] for one in people)
        self.plain = [
            self.phones[one["account"]]
            for one in people
            if one["is_registered"] and one["roles"] == ["auxiliary"] and named[one["name"]] == 1
        ]
        self.updates, self.spoken = 0, set()
        self.answered, self.reviewed = {}, {}
        self.check_ins = self.tasks = 0
        telegram.subscribe(self._hears)

    def _hears(self, event):
        if event.kind is EventKind.QUEUED:
            self.updates += 1
        if event.kind is EventKind.SENT and event.message["from"]["is_bot"]:
            self.spoken.add((event.chat_id, event.message["message_id"]))

    async def quiet(self):
        """Until nobody has anything to say and nothing is left to be answered."""
        while True:
            while len(self.telegram.state.updates):
                await asyncio.sleep(0.01)
            told = await self.office.at(self.now)
            await asyncio.sleep(0.05)
            if not len(self.telegram.state.updates):
                return told

    async def until(self, moment):
        """From one thing that is due to the next."""
        told = await self.quiet()
        while self.now < moment:
            due = datetime.fromisoformat(told["next"]) if told["next"] else moment
            due = due if due > self.now else moment
            self.now = min(moment, due.astimezone(SHANGHAI), self.now + STRIDE)
            self.telegram.state.now.move_to(self.now)
            await self.office.at(self.now)
            told = await self.quiet()
        return told

    async def at(self, hour):
        return await self.until(
            datetime.combine(self.now.date(), time.fromisoformat(hour), SHANGHAI)
        )

    async def workday(self):
        await self.at("07:30")
        await self.tasks_are_given()
        await self.at("08:00")
        asked = [phone for phone in self.phones.values() if self.has(phone, "到岗")]
        self.dice.shuffle(asked)
        prompt, late = asked[SILENT : len(asked) * 3 // 4], asked[len(asked) * 3 // 4 :]
        await self.press(prompt, "到岗")
        await self.at("08:20")
        await self.press(late, "到岗")
        self.answered[self.now.date()] = {phone.user_id for phone in (*prompt, *late)}
        await self.at("12:00")
        await self.people_check_in()
        await self.some_ask_for_leave()
        await self.at("17:45")
        await self.reviews_are_done([*prompt, *late])
        return await self.at("23:00")

    def has(self, phone, label):
        midnight = self.now.replace(hour=0, minute=0).timestamp()
        recent = [one for one in phone.messages[-20:] if one["date"] >= midnight]
        return any(button["text"] == label for one in recent for button in inline_buttons(one))

    async def press(self, phones, label):
        for number, phone in enumerate(phones):
            phone.presses(label)
            if number % 8 == 0:
                await asyncio.sleep(0)
        await self.quiet()

    async def tasks_are_given(self):
        for phone in self.dice.sample(self.plain, TASKS):
            self.chief.says(f"/dispatch {phone.first_name} 今天 清理楼道")
            await self.quiet()
            self.chief.presses("确认")
            await self.quiet()
            self.tasks += 1

    async def people_check_in(self):
        for phone in self.dice.sample(self.plain, CHECK_INS):
            phone.says("/checkin 三里社区东门 楼道已清理")
            self.check_ins += 1
        await self.quiet()

    async def some_ask_for_leave(self):
        for phone in self.dice.sample(self.plain, LEAVES):
            phone.says("/leave 明天")
            await self.quiet()
            for label in ("病假", "确认"):
                with suppress(LookupError):
                    phone.presses(label)
                await self.quiet()
        for phone in self.phones.values():
            while self.has(phone, "同意"):
                phone.presses("同意")
                await self.quiet()

    async def reviews_are_done(self, phones):
        started = [phone for phone in phones if self.has(phone, "开始评议")]
        assert len(started) == len(phones)
        midnight = self.now.replace(hour=0, minute=0)
        assert await self.crowd.answers(started, since=midnight) == len(started)
        await self.quiet()
        self.reviewed[self.now.date()] = {phone.user_id for phone in started}


@pytest.fixture
def telegram():
    return Telegram(now=MovableClock(at=BEGINS, freeze=True))


@pytest.fixture
async def far_office(server, database_url):
    far_office = FarOffice(database_url=database_url, api_base=server.base, people=PEOPLE)
    yield far_office
    await far_office.closes()


async def test_a_month_of_full_days_reconciles_and_memory_is_flat(
    far_office, telegram, database_url
):
    month = Month(telegram, far_office, (await far_office.opens(BEGINS))["people"])
    carried_on = asyncio.ensure_future(month.crowd.run())
    sizes = []
    for _ in range(WORKDAYS):
        told = await month.workday()
        sizes.append(told["bytes"])
        print(
            f"{month.now:%m-%d} {told['bytes'] / 2**20:.1f} MiB {month.updates} updates",
            datetime.now(UTC),
        )
        tomorrow = month.now.date() + timedelta(days=1)
        while tomorrow.weekday() >= WEEKEND:
            tomorrow += timedelta(days=1)
        await month.until(datetime.combine(tomorrow, time(7), SHANGHAI))
    carried_on.cancel()
    assert await far_office.closes() == 0
    with sqlite3.connect(database_url.removeprefix("sqlite+aiosqlite:///")) as database:
        reconciles(database, month)
    assert max(sizes[1:]) <= FLAT * sizes[0]


def reconciles(database, month):
    def one(sql, *values):
        return database.execute(sql, values).fetchone()[0]

    def accounts(sql, day):
        return {row[0] for row in database.execute(sql, (day.isoformat(),))}

    person = "JOIN person p ON p.id = person_id"
    for day, people in month.answered.items():
        roll = "FROM roll_answer JOIN roll_call r ON r.id = roll_call_id"
        assert one(f"SELECT count(*) {roll} WHERE day = ?", day.isoformat()) == PEOPLE
        said = f"SELECT p.telegram_id {roll} {person} WHERE day = ? AND attendance IN"
        assert accounts(f"{said} ('present', 'late')", day) == people
        assert accounts(f"{said} ('awaited')", day) == set()
    for day, people in month.reviewed.items():
        handed_in = (
            f"SELECT p.telegram_id FROM review {person} WHERE day = ? AND state = 'handed_in'"
        )
        assert accounts(handed_in, day) == people
    since = f"{BEGINS.astimezone(UTC):%Y-%m-%d %H:%M}"
    assert one("SELECT count(*) FROM check_in WHERE at >= ?", since) == month.check_ins
    assert one("SELECT count(*) FROM task WHERE dispatched_at >= ?", since) == month.tasks

    first, last = database.execute("SELECT min(update_id), max(update_id) FROM inbox").fetchone()
    assert one("SELECT count(*) FROM inbox") == last - first + 1, "only the oldest are let go"
    assert last - FIRST_UPDATE + 1 == month.updates
    assert one("SELECT count(*) FROM inbox WHERE state != 'done' OR tries > 0") == 0
    states = dict(database.execute("SELECT state, count(*) FROM outbox GROUP BY state"))
    assert set(states) <= {"sent", "cancelled", "expired"}, states
    sends = "SELECT chat_id, message_id FROM outbox WHERE state = 'sent' AND"
    sends += " method NOT LIKE 'edit%' AND method NOT LIKE '%MyCommands'"
    rows = database.execute(sends).fetchall()
    assert len(rows) == len(set(rows))
    assert set(rows) == month.spoken
    assert one("SELECT count(*) FROM alarm") == 0
    assert one("SELECT count(*) FROM occurrence WHERE state IN ('failed', 'missed')") == 0
    print(f"{month.updates} updates, {len(rows)} messages, outbox {states}")
