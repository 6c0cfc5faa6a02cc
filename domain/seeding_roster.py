"""The roster of an invented office: the figures of one street's public roster, at any size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import ceil
from random import Random
from typing import TypeVar

from domain.office import Role
from domain.roster_columns import HEADINGS, ROLE_WORDS, Column
from domain.seeding import STREET_PEOPLE
from domain.seeding_names import community_names, invented_names, street_names

COMMUNITIES, GRIDS_EACH = 8, 5
FEWEST_COMMUNITIES = 2
DISTRICT = "朝晖区"
INSPECTOR, COMMUNITY_AUXILIARY = "网格员", "社区协管员"
DEPLOYED = {INSPECTOR: 203, COMMUNITY_AUXILIARY: 189}
STREET_OFFICE, JUDICIAL_BUREAU, CONTRACTOR = "街道办事处", "区司法局", "保洁承包公司"
SECURITY, CITY = (STREET_OFFICE, "公安"), (STREET_OFFICE, "城市管理")
JUDICIAL = (JUDICIAL_BUREAU, "司法")
CATEGORIES = {
    SECURITY: 152,
    CITY: 78,
    (STREET_OFFICE, "税务"): 31,
    (STREET_OFFICE, "流动人口"): 41,
    (STREET_OFFICE, "劳动"): 26,
    (STREET_OFFICE, "保洁"): 15,
    JUDICIAL: 26,
    (CONTRACTOR, "承包"): 23,
}
"""Employer and origin category."""
DUTIES = (
    "治安巡逻",
    "市容巡查",
    "税源走访",
    "人口登记",
    "就业服务",
    "清扫保洁",
    "矛盾调解",
    "楼道清理",
)
_BLOCK = 10_000
_NOBODYS = ("1390000", "1380000")
"""Blocks of numbers that nobody is given."""
_BETWEEN = "、"

Cells = dict[Column, str]
Word = TypeVar("Word")


def invented_roster(people: int, dice: Random) -> list[list[str]]:
    """The table of a roster file: a street of 392, a part of one, or a district of several."""
    rows = [row for street in _streets(people) for row in _staffed(street, dice)]
    numbers = dice.sample(range(_BLOCK * ceil(people / _BLOCK)), people)
    names = islice(invented_names(dice), people)
    for row, name, number in zip(rows, names, numbers, strict=True):
        row[Column.NAME] = name
        row[Column.PHONE] = f"{_NOBODYS[number // _BLOCK]}{number % _BLOCK:04}"
    return [
        list(HEADINGS.values()),
        *([row.get(column, "") for column in HEADINGS] for row in rows),
    ]


def shared(total: int, among: Mapping[Word, int]) -> dict[Word, int]:
    """`total` in the proportions of `among`; what is left goes to the largest remainders."""
    whole = sum(among.values())
    parts = {word: total * figure // whole for word, figure in among.items()}
    by_rest = sorted(among, key=lambda word: -(total * among[word] % whole))
    for word in by_rest[: total - sum(parts.values())]:
        parts[word] += 1
    return parts


@dataclass(frozen=True)
class _Street:
    name: str
    communities: Sequence[str]
    people: int
    is_first: bool


def _streets(people: int) -> list[_Street]:
    count = max(1, round(people / STREET_PEOPLE))
    sizes = shared(people, dict.fromkeys(range(count), 1))
    names, communities = street_names(), community_names()
    return [
        _Street(next(names), list(islice(communities, _communities(size))), size, at == 0)
        for at, size in sizes.items()
    ]


def _communities(people: int) -> int:
    wanted = round(COMMUNITIES * people / STREET_PEOPLE)
    return max(FEWEST_COMMUNITIES, min(COMMUNITIES, wanted))


def _staffed(street: _Street, dice: Random) -> list[Cells]:
    rows = _deployed(street)
    leaders = _leaders(street, rows)
    wanted = {at: category for at, (category, _) in leaders.items()}
    for row, category in zip(rows, _origins(len(rows), wanted, dice), strict=True):
        row.update(_hired(category))
    for at, (_, given) in leaders.items():
        rows[at] |= given
    return rows


def _deployed(street: _Street) -> list[Cells]:
    """Inspectors on the grids of the communities in turn, the others in the communities."""
    count = shared(street.people, DEPLOYED)
    named = street.communities
    grids_each = min(GRIDS_EACH, ceil(count[INSPECTOR] / len(named)))
    grids = [(name, f"第{n}网格") for n in range(1, grids_each + 1) for name in named]
    inspectors = (grids[at % len(grids)] for at in range(count[INSPECTOR]))
    others = ((named[at % len(named)], "") for at in range(count[COMMUNITY_AUXILIARY]))
    return [
        {
            Column.POST: INSPECTOR if grid else COMMUNITY_AUXILIARY,
            Column.DISTRICT: DISTRICT,
            Column.STREET: street.name,
            Column.COMMUNITY: community,
            Column.GRID: grid,
        }
        for community, grid in (*inspectors, *others)
    ]


def _leaders(street: _Street, rows: Sequence[Cells]) -> dict[int, tuple[tuple[str, str], Cells]]:
    """Which rows lead, where they come from and what they hold; they are auxiliaries too."""
    half = min(len(street.communities) // 2, 2)
    held = [street.communities[:half], street.communities[half : 2 * half]]
    seats = [at for at, row in enumerate(rows) if row[Column.POST] == COMMUNITY_AUXILIARY]
    seats += [at for at in range(len(rows)) if at not in seats]
    given = {
        next(at for at in seats if rows[at][Column.COMMUNITY] == part[0]): (
            SECURITY,
            _role(Role.SUPERVISOR, holds=part),
        )
        for part in held
    }
    others = [(CITY, _role(Role.SUPERVISOR, holds=[street.name])), (JUDICIAL, _role(Role.LIAISON))]
    if street.is_first:
        others.append((CITY, _role(Role.ADMINISTRATOR)))
    free = (at for at in seats if at not in given)
    return given | {next(free): each for each in others}


def _role(role: Role, *, holds: Sequence[str] = ()) -> Cells:
    roles = _BETWEEN.join((ROLE_WORDS[Role.AUXILIARY], ROLE_WORDS[role]))
    return {Column.ROLES: roles, Column.HOLDS: _BETWEEN.join(holds)}


def _origins(
    people: int, wanted: Mapping[int, tuple[str, str]], dice: Random
) -> list[tuple[str, str]]:
    """Everybody's category; who leads comes from the one that is wanted, if it is there."""
    origins = [origin for origin, n in shared(people, CATEGORIES).items() for _ in range(n)]
    dice.shuffle(origins)
    for at, origin in wanted.items():
        others = (other for other in range(people) if other not in wanted)
        found = next((other for other in others if origins[other] == origin), at)
        origins[at], origins[found] = origins[found], origins[at]
    return origins


def _hired(category: tuple[str, str]) -> Cells:
    """One main duty of the category, and two of the others beside it."""
    main = list(CATEGORIES).index(category)
    also = (DUTIES[(main + step) % len(DUTIES)] for step in (1, 3))
    employer, origin = category
    return {
        Column.EMPLOYER: employer,
        Column.ORIGIN: origin,
        Column.MAIN_DUTY: DUTIES[main],
        Column.SECONDARY_DUTIES: _BETWEEN.join(also),
    }
