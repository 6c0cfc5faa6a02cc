"""Whether the line to the platform is there, and how long all wait when it is not."""

from dataclasses import dataclass

from bot.outcome import Again, Outcome

SEVERAL = 3


@dataclass
class Uplink:
    is_down: bool = False
    _failing: int = 0

    def heard(self, outcome: Outcome, tries: int) -> float:
        """Seconds for which all wait: the line is gone, or call after call fails."""
        if not isinstance(outcome, Again) or outcome.is_asked:
            self._failing = 0
            return 0.0
        self._failing += 1
        self.is_down = self.is_down or outcome.for_all
        is_for_all = outcome.for_all or self._failing >= SEVERAL
        return outcome.wait(min(tries, self._failing)) if is_for_all else 0.0

    def asked(self, outcome: Outcome) -> float:
        """The same, after a question that only finds out whether it is there again."""
        self.is_down = isinstance(outcome, Again) and outcome.for_all
        self._failing += self.is_down
        return Again("").wait(self._failing) if self.is_down else 0.0
