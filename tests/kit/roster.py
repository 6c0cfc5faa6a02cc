"""An invented street office of 392 people, deployed as the public figures of one street say."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, product
from pathlib import Path
from random import Random

import xlsxwriter

from domain.roster_columns import HEADINGS

DISTRICT, STREET = "朝晖区", "长桥街道"
COMMUNITIES = tuple(
    f"{name}社区" for name in ("三里", "柳园", "东井", "河沿", "北塔", "新桥", "石坊", "南苑")
)
GRIDS_EACH = 5
INSPECTORS, IN_COMMUNITIES = 203, 189
STREET_OFFICE, JUDICIAL_BUREAU, CONTRACTOR = "街道办事处", "区司法局", "保洁承包公司"
INSPECTOR, COMMUNITY_AUXILIARY = "网格员", "社区协管员"
CATEGORIES: Mapping[tuple[str, str], int] = {
    (STREET_OFFICE, "公安"): 152,
    (STREET_OFFICE, "城市管理"): 78,
    (STREET_OFFICE, "税务"): 31,
    (STREET_OFFICE, "流动人口"): 41,
    (STREET_OFFICE, "劳动"): 26,
    (STREET_OFFICE, "保洁"): 15,
    (JUDICIAL_BUREAU, "司法"): 26,
    (CONTRACTOR, "承包"): 23,
}
_DUTIES = (
    "治安巡逻",
    "市容巡查",
    "税源走访",
    "人口登记",
    "就业服务",
    "清扫保洁",
    "矛盾调解",
    "楼道清理",
)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = (
    *"伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚",
    *("".join(pair) for pair in product("建国秀玉海春", "华英兰梅荣林")),
)

Person = dict[str, str]


def street_roster(seed: int = 1) -> list[Person]:
    """Under the Chinese headings; the same seed gives the same people."""
    random = Random(seed)
    categories = [category for category, count in CATEGORIES.items() for _ in range(count)]
    random.shuffle(categories)
    names = random.sample(
        [f"{one}{two}" for one, two in product(_SURNAMES, _GIVEN)], len(categories)
    )
    numbers = random.sample(range(10_000), len(categories))
    people = [
        _person(name, f"1990000{number:04}", category) | place
        for name, number, category, place in zip(
            names, numbers, categories, _places(), strict=True
        )
    ]
    _give_roles(people)
    return people


def table_of(people: Sequence[Person]) -> list[list[str]]:
    headings = list(HEADINGS.values())
    return [headings, *([person.get(heading, "") for heading in headings] for person in people)]


def write_xlsx(people: Sequence[Person], path: Path) -> None:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate(table_of(people)):
            for at, cell in enumerate(cells):
                sheet.write_string(number, at, cell)


def write_csv(people: Sequence[Person], path: Path, encoding: str = "utf-8") -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(table_of(people))


def _person(name: str, phone: str, category: tuple[str, str]) -> Person:
    employer, origin = category
    main = list(CATEGORIES).index(category)
    also = [_DUTIES[(main + step) % len(_DUTIES)] for step in (1, 3)]
    told = (name, phone, employer, origin, "", _DUTIES[main], "、".join(also))
    return dict(zip(HEADINGS.values(), told, strict=False)) | {"区": DISTRICT, "街道": STREET}


def _places() -> Iterator[Person]:
    grids = [
        (one, f"第{number}网格") for number in range(1, GRIDS_EACH + 1) for one in COMMUNITIES
    ]
    inspectors = (
        {"岗位": INSPECTOR, "社区": community, "网格": grid}
        for community, grid in (grids[at % len(grids)] for at in range(INSPECTORS))
    )
    others = (
        {"岗位": COMMUNITY_AUXILIARY, "社区": COMMUNITIES[at % len(COMMUNITIES)], "网格": ""}
        for at in range(IN_COMMUNITIES)
    )
    return chain(inspectors, others)


def _give_roles(people: list[Person]) -> None:
    """Supervisors and the liaison are auxiliaries too, and counted once."""
    of_street, of_two, of_two_more, liaison = people[-4:]
    of_street |= {"角色": "协管员、管理员", "管辖": STREET}
    of_two |= {"角色": "协管员、管理员", "管辖": "、".join(COMMUNITIES[:2])}
    of_two_more |= {"角色": "协管员、管理员", "管辖": "、".join(COMMUNITIES[2:4])}
    liaison |= {"角色": "协管员、联络员"}
