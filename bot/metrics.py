"""What the operator reads of the work: a line of the log and a figure for each update and call."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from time import perf_counter
from typing import Any

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.outcome import Outcome
from domain.health import Sign
from models.inbox import Received
from models.outbox import OutboxState
from models.outbox_turn import Letter

log = structlog.get_logger()
KINDS = frozenset({"message", "callback_query", "my_chat_member"})
"""Whatever else came is one kind, so that nobody outside makes new ones."""
WAITS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600)
WORKS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_BEGUN = "begun"


class End(StrEnum):
    """What became of an update: `again` is still to come, `dead` was set aside."""

    HANDLED = "handled"
    REFUSED = "refused"
    IGNORED = "ignored"
    AGAIN = "again"
    DEAD = "dead"


@dataclass
class Handling:
    """An update under way, and how long it took; some that go together share the time."""

    row: Received
    end: End = End.HANDLED
    reason: str | None = None
    seconds: float = 0.0

    @property
    def kind(self) -> str:
        return next((name for name in self.row.payload or () if name in KINDS), "other")


@contextmanager
def timed(together: Sequence[Handling]) -> Iterator[None]:
    since = perf_counter()
    try:
        yield
    finally:
        for one in together:
            one.seconds = (perf_counter() - since) / len(together)


class Metrics:
    """Its own registry: two offices in one process count apart."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        own: dict[str, Any] = {"registry": self.registry, "namespace": "muster"}
        worked, waited = {"buckets": WORKS, **own}, {"buckets": WAITS, **own}
        ProcessCollector(registry=self.registry)
        self._updates = Counter("updates", "Updates by end.", ["kind", "outcome"], **own)
        self._latency = Histogram("update_latency_seconds", "Stored to committed.", **waited)
        self._refusals = Counter("refusals", "What the office refused.", ["kind"], **own)
        self._calls = Counter("calls", "Calls of the Bot API.", ["method", "outcome"], **own)
        self._call_time = Histogram("call_seconds", "Call to answer.", ["method"], **worked)
        self._jobs = Counter("jobs", "What was due, by end.", ["kind", "outcome"], **own)
        self._transaction = Histogram("transaction_seconds", "One on the database.", **worked)
        self._depth = Gauge("outbox_messages", "Messages not yet brought.", ["state"], **own)
        self._ages = Gauge("age_seconds", "Since the last sign of life.", ["of"], **own)

    def updates(self, handled: Iterable[Handling], *, now: datetime) -> None:
        """Once what became of them is committed."""
        bound = log.bind()
        for one in handled:
            waited = max((now - one.row.received_at).total_seconds(), 0.0)
            self._updates.labels(one.kind, one.end).inc()
            if one.end is not End.AGAIN:
                self._latency.observe(waited)
            bound.info(
                "update",
                update_id=one.row.update_id,
                kind=one.kind,
                outcome=one.end.value,
                **({"reason": one.reason} if one.reason else {}),
                tries=one.row.tries + 1,
                ms=_ms(one.seconds),
                latency_ms=_ms(waited),
            )

    def refused(self, one: Handling, refusal: Exception) -> None:
        one.end, one.reason = End.REFUSED, type(refusal).__name__
        self._refusals.labels(one.reason).inc()

    def called(self, method: str, outcome: Outcome, *, since: float) -> None:
        self._calls.labels(method, outcome.word).inc()
        self._call_time.labels(method).observe(perf_counter() - since)

    def sent(self, letter: Letter, outcome: Outcome, *, since: float) -> None:
        log.info(
            "sent",
            outbox_id=letter.id,
            method=letter.method,
            outcome=outcome.word,
            tries=letter.tries + 1,
            ms=_ms(perf_counter() - since),
        )

    def ticked(self, done: Mapping[str, int]) -> None:
        """`done` counts `<kind> <end>`."""
        for what, count in done.items():
            kind, _, end = what.rpartition(" ")
            self._jobs.labels(kind, end).inc(count)
        if done:
            log.info("tick", done=dict(done))

    def watch(self, engine: AsyncEngine) -> None:
        """A transaction is timed from when it has its connection until it gives it back."""
        pool = engine.sync_engine

        def taken(_connection: object, record: Any, _proxy: object) -> None:
            record.info[_BEGUN] = perf_counter()

        def given_back(_connection: object, record: Any) -> None:
            if (begun := record.info.pop(_BEGUN, None)) is not None:
                self._transaction.observe(perf_counter() - begun)

        event.listen(pool, "checkout", taken)
        event.listen(pool, "checkin", given_back)

    def text(self, depth: Mapping[OutboxState, int], ages: Mapping[Sign, float]) -> bytes:
        """Everything in Prometheus' own words, with what was read just now."""
        self._depth.clear()
        for state, count in depth.items():
            self._depth.labels(state).set(count)
        for what, age in ages.items():
            self._ages.labels(what).set(age)
        return generate_latest(self.registry)


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
