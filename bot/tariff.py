"""What costs money: of what goes to many, whatever is beyond what the platform carries free."""

from bot.pace import FREE, Pace
from models.outbox import Lane
from models.outbox_turn import Letter

FOR_ANSWERS = 10
"""Free places a second that notices leave to who waits for an answer."""
_MARK = "allow_paid_broadcast"


class Tariff:
    """`free` counts what goes for nothing; without it nothing is ever paid for."""

    def __init__(self, free: Pace | None = None) -> None:
        self._free = free

    @classmethod
    def paying(cls) -> "Tariff":
        return cls(Pace(FREE))

    def begin(self, letter: Letter) -> tuple[Letter, float]:
        """The letter, marked if it is paid for, and the seconds it waits for a free place."""
        if self._free is None:
            return letter, 0.0
        may_be_paid = letter.lane == Lane.NOTICE and letter.method.startswith("send")
        if may_be_paid and self._free.room() <= FOR_ANSWERS:
            return letter._replace(payload=letter.payload | {_MARK: True}), 0.0
        return letter, self._free.begin()

    def done(self, letter: Letter, *, took: float) -> None:
        if self._free is not None and _MARK not in letter.payload:
            self._free.done(took=took)
