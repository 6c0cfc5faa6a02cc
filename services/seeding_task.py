"""The tasks of one morning of a seeded office: to posts, to communities, to a few people."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from domain.office import Member
from domain.seeding_day import some
from domain.seeding_roster import COMMUNITY_AUXILIARY, INSPECTOR
from domain.seeding_words import (
    COMMUNITY_TASKS,
    INSPECTOR_TASKS,
    SMALL_TASKS,
    WHOLE_COMMUNITY_TASKS,
)
from domain.task import Urgency
from models.task import Task
from services.seeding_staff import Hand, Staff

OF_POSTS = {INSPECTOR: INSPECTOR_TASKS, COMMUNITY_AUXILIARY: COMMUNITY_TASKS}
WHOLE_COMMUNITY, SMALL = 0.35, 0.3
"""How many communities get a task of their own, and how many people one beside the others."""
TOGETHER = 4
"""People who share a small task."""
URGENT, BY_AN_HOUR = 0.08, 0.3


@dataclass(frozen=True)
class Errand:
    task: Task
    people: Sequence[Hand]


Given = tuple[str, Member, Sequence[Hand]]
"""What, by whom, to whom."""


def errands(
    staff: Staff, people: Sequence[Hand], *, begins: datetime, ends: datetime, dice: Random
) -> list[Errand]:
    """For those expected today; handed out before the roll begins, due at an hour or today."""
    given = [
        *_of_posts(staff, people, begins.toordinal()),
        *_of_communities(staff, people, begins.toordinal(), dice),
    ]
    return [
        Errand(_task(title, by, begins=begins, ends=ends, dice=dice), group)
        for title, by, group in given
    ]


def _of_posts(staff: Staff, people: Sequence[Hand], turn: int) -> Iterator[Given]:
    """Another one every day, so that what is carried over never meets its like."""
    for at, (street, there) in enumerate(_by(people, lambda hand: hand.street).items()):
        for post, group in _by(there, lambda hand: hand.me.post).items():
            titles = OF_POSTS[post]
            yield titles[(turn + at) % len(titles)], staff.chiefs[street], group


def _of_communities(
    staff: Staff, people: Sequence[Hand], turn: int, dice: Random
) -> Iterator[Given]:
    for at, group in enumerate(_by(people, lambda hand: hand.community).values()):
        chief = staff.chief_of(group[0])
        if dice.random() < WHOLE_COMMUNITY:
            titles = WHOLE_COMMUNITY_TASKS
            yield titles[(turn + at) % len(titles)], chief, group
        few = some(dice, group, SMALL)
        for first in range(0, len(few), TOGETHER):
            yield dice.choice(SMALL_TASKS), chief, few[first : first + TOGETHER]


def _by(people: Sequence[Hand], key: Callable[[Hand], str]) -> Mapping[str, list[Hand]]:
    groups: defaultdict[str, list[Hand]] = defaultdict(list)
    for hand in people:
        groups[key(hand)].append(hand)
    return groups


def _task(title: str, by: Member, *, begins: datetime, ends: datetime, dice: Random) -> Task:
    hour = begins + timedelta(hours=dice.randint(3, 9))
    return Task(
        title=title,
        urgency=Urgency.URGENT if dice.random() < URGENT else Urgency.NORMAL,
        due_at=min(hour, ends) if dice.random() < BY_AN_HOUR else None,
        dispatched_by=by.id,
        dispatched_at=begins - timedelta(minutes=dice.randint(5, 50)),
    )
