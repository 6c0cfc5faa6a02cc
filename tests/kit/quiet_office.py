"""An office in which nothing happens by itself, to look at the page alone."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from playground.web.office import (
    Clock,
    Declined,
    Figures,
    Happening,
    Line,
    Person,
    Reviews,
    Waiting,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
WANG = Person(
    id=1001, name="王芳", unit="三里社区", post="网格员", roles=["auxiliary"], registered=True
)
ZHANG = Person(
    id=1002, name="张伟", unit="五里社区", post="保洁员", roles=["auxiliary"], registered=False
)


class QuietOffice:
    zone = SHANGHAI
    language = "zh"

    def __init__(self, clock):
        self._clock = clock
        self.down_until = None
        self.happened = []
        self.target = None
        self.answered_but = None

    def clock(self):
        clock = self._clock
        now = clock.now().astimezone(SHANGHAI)
        return Clock(now=now, speed=clock.speed, pace=clock.pace, target=self.target)

    def line(self):
        return Line(down=self.down_until is not None, until=self.down_until)

    async def people(self, search=""):
        return [person for person in (WANG, ZHANG) if search in person.name]

    async def person(self, account):
        return {WANG.id: WANG, ZHANG.id: ZHANG}.get(account)

    async def cast(self):
        return [WANG, ZHANG]

    async def figures(self):
        waiting = Waiting(waiting=0, oldest_seconds=0)
        return Figures(
            roll=None, outbox=waiting, updates_waiting=0, reviews=Reviews(due=0, handed_in=0)
        )

    async def today(self):
        return self.happened

    async def run_at(self, speed):
        self._clock.run_at(speed)

    async def jump(self, where):
        if self.target:
            raise Declined("The clock is on its way already.")
        self.target = self.clock().now + timedelta(hours=1)
        return self.target

    async def everyone_answers(self, but):
        self.answered_but = but
        return 7

    async def cut_line(self, minutes):
        self.down_until = self._clock.now() + timedelta(minutes=minutes) if minutes else None

    def opens_the_roll(self):
        at = self._clock.now().astimezone(SHANGHAI)
        self.happened.append(
            Happening(id=3, at=at, kind="roll_call", unit="三里街道", state="done", people=392)
        )
