"""The roster brought into a real database: once, again, moved, and not at all."""

import pytest
from sqlalchemy import event
from sqlmodel import select

from domain.office import Level, Role
from domain.roster import Reason, read_roster
from domain.roster_import import BadRows, BeginsAbove, Imported, NobodyInFile
from models.person import Holding, Person, PersonRole
from models.roster import units_of
from models.unit import Unit
from services.registration import name_administrator
from services.roster_file import read_phone
from services.roster_import import import_roster
from services.roster_plan import places_of
from tests.kit.roster import table_of

WANG = {
    "姓名": "王芳",
    "手机": "19900000001",
    "用工单位": "街道办事处",
    "来源类别": "城市管理",
    "岗位": "网格员",
    "主责": "市容巡查",
    "兼责": "防火检查、人口登记",
    "区": "朝晖区",
    "街道": "长桥街道",
    "社区": "三里社区",
    "网格": "第1网格",
}
ZHAO = WANG | {"姓名": "赵强", "手机": "19900000002", "网格": "", "角色": "管理员"}


@pytest.fixture
def imports(house):
    """Import these people, as a file would name them, in one transaction."""

    async def imports(*people):
        async with house.app.sessions.begin() as session:
            places = places_of(await units_of(session))
            roster = read_roster(table_of(people), read_phone=read_phone, units=places)
            return await import_roster(session, roster, now=house.now)

    return imports


async def rows(house, table):
    async with house.app.sessions() as session:
        return (await session.exec(select(table))).all()


async def everything(house):
    return [sorted(map(repr, await rows(house, t))) for t in (Unit, Person, PersonRole, Holding)]


async def holds_of(house, name):
    async with house.app.sessions() as session:
        found = select(Unit.name).join(Holding).join(Person).where(Person.name == name)
        return sorted((await session.exec(found)).all())


async def roles_of(house, name):
    async with house.app.sessions() as session:
        found = select(PersonRole.role).join(Person).where(Person.name == name)
        return {*(await session.exec(found)).all()}


async def test_a_person_arrives_with_their_units_and_all_that_is_known_of_them(house, imports):
    done = await imports(WANG)
    assert (done.new, done.changed, done.unchanged, done.not_in_file) == (1, 0, 0, 0)
    assert [len(place) for place in done.units] == [1, 2, 3, 4]
    wang = await house.person("王芳")
    assert (wang.phone, wang.employer, wang.origin) == ("+8619900000001", "街道办事处", "城市管理")
    assert (wang.post, wang.main_duty) == ("网格员", "市容巡查")
    assert (wang.secondary_duties, wang.active) == ("防火检查、人口登记", True)
    assert await roles_of(house, "王芳") == {Role.AUXILIARY}
    assert await holds_of(house, "王芳") == []


async def test_units_stand_below_one_another_with_their_paths(house, imports):
    await imports(WANG, ZHAO)
    units = {unit.level: unit for unit in await rows(house, Unit)}
    line = [units[level] for level in (Level.DISTRICT, Level.STREET, Level.COMMUNITY, Level.GRID)]
    for above, below in zip([None, *line], line, strict=False):
        assert below.parent_id == (above.id if above else None)
        assert below.path == f"{above.path if above else '/'}{below.id}/"
    assert (await house.person("王芳")).unit_id == units[Level.GRID].id
    assert (await house.person("赵强")).unit_id == units[Level.COMMUNITY].id


@pytest.mark.fault("A6")
async def test_the_same_file_again_changes_nothing(house, imports):
    await imports(WANG, ZHAO)
    before = await everything(house)
    again = await imports(WANG, ZHAO)
    assert again == Imported(new=0, changed=0, unchanged=2, not_in_file=0, units=[])
    assert await everything(house) == before


@pytest.mark.parametrize(
    ("heading", "value", "column"),
    [
        ("姓名", "王小芳", "name"),
        ("用工单位", "区司法局", "employer"),
        ("来源类别", "司法", "origin"),
        ("岗位", "社区协管员", "post"),
        ("主责", "矛盾调解", "main_duty"),
        ("兼责", "防火检查", "secondary_duties"),
        ("兼责", "", "secondary_duties"),
    ],
)
async def test_what_the_file_says_otherwise_is_changed(house, imports, heading, value, column):
    await imports(WANG, ZHAO)
    done = await imports(WANG | {heading: value}, ZHAO)
    assert (done.new, done.changed, done.unchanged) == (0, 1, 1)
    told = [p for p in await rows(house, Person) if p.phone == "+8619900000001"]
    assert [getattr(person, column) for person in told] == [value]


async def test_who_is_moved_to_another_grid_keeps_their_account(house, imports):
    await imports(WANG)
    async with house.app.sessions.begin() as session:
        wang = (await session.exec(select(Person).where(Person.name == "王芳"))).one()
        wang.telegram_id, wang.registered_at = 1001, house.now
    done = await imports(WANG | {"网格": "第2网格"})
    assert (done.changed, len(done.units)) == (1, 1)
    wang = await house.person("王芳")
    units = {unit.id: unit.name for unit in await rows(house, Unit)}
    assert (units[wang.unit_id], wang.telegram_id) == ("第2网格", 1001)
    assert wang.registered_at is not None


async def test_who_left_and_is_in_the_file_works_here_again(house, imports):
    await imports(WANG)
    async with house.app.sessions.begin() as session:
        (await session.exec(select(Person))).one().active = False
    assert (await imports(WANG)).changed == 1
    assert (await house.person("王芳")).active


async def test_who_is_not_in_the_file_is_counted_and_left_alone(house, imports):
    await imports(WANG, ZHAO)
    before = await everything(house)
    assert (await imports(WANG)).not_in_file == 1
    assert await everything(house) == before


@pytest.mark.parametrize(
    ("holds", "expected"),
    [
        ("", ["三里社区"]),
        ("长桥街道", ["长桥街道"]),
        ("三里社区、五里社区", ["三里社区", "五里社区"]),
        ("三里社区/第1网格", ["第1网格"]),
    ],
)
async def test_a_supervisor_holds_what_the_file_says_or_their_own_unit(
    house, imports, holds, expected
):
    li = WANG | {"姓名": "李娜", "手机": "19900000003", "社区": "五里社区"}
    await imports(WANG, li, ZHAO | {"管辖": "朝晖区"})
    await imports(WANG, li, ZHAO | {"管辖": holds})
    assert await holds_of(house, "赵强") == expected
    assert await roles_of(house, "赵强") == {Role.SUPERVISOR}


async def test_a_supervisor_may_hold_a_unit_that_only_the_office_knows(house, imports):
    await imports(WANG)
    await imports(ZHAO | {"社区": "五里社区", "管辖": "第1网格"})
    assert await holds_of(house, "赵强") == ["第1网格"]


async def test_who_supervises_no_longer_holds_nothing(house, imports):
    await imports(ZHAO)
    assert (await imports(ZHAO | {"角色": ""})).changed == 1
    assert await roles_of(house, "赵强") == {Role.AUXILIARY}
    assert await holds_of(house, "赵强") == []


@pytest.mark.fault("H4")
async def test_a_file_makes_administrators_and_locks_none_out(house, imports):
    await imports(WANG, ZHAO | {"角色": "系统管理员"})
    done = await imports(WANG, ZHAO | {"角色": "协管员"})
    assert await roles_of(house, "赵强") == {Role.AUXILIARY, Role.ADMINISTRATOR}
    assert done.changed == 1
    assert (await imports(WANG, ZHAO | {"角色": "协管员"})).changed == 0


async def test_an_administrator_named_by_the_settings_is_not_of_the_roster(house, imports):
    async with house.app.sessions.begin() as session:
        await name_administrator(session, telegram_id=7, name="周管理", now=house.now)
    assert (await imports(WANG)).not_in_file == 0
    assert await roles_of(house, "周管理") == {Role.ADMINISTRATOR}


async def test_a_short_place_joins_the_office_that_is_there(house, imports):
    await imports(WANG)
    done = await imports(ZHAO | {"区": "", "街道": "长桥街道"})
    assert (done.new, len(done.units)) == (1, 0)


async def test_a_roster_with_a_bad_row_is_not_applied_at_all(house, imports):
    before = await everything(house)
    with pytest.raises(BadRows) as refused:
        await imports(WANG, ZHAO | {"手机": "123", "角色": "站长"})
    assert refused.value.count == 1
    assert await everything(house) == before


async def test_a_file_without_people_is_no_roster(imports):
    with pytest.raises(NobodyInFile):
        await imports()


async def test_a_file_that_begins_above_the_office_is_refused(house, imports):
    await imports(WANG | {"区": ""})
    before = await everything(house)
    with pytest.raises(BeginsAbove) as refused:
        await imports(WANG)
    assert (refused.value.file, refused.value.office) == (Level.DISTRICT, Level.STREET)
    assert await everything(house) == before


async def test_a_column_that_is_not_there_says_nothing_of_who_is_known(house, imports):
    """Names and places alone take nothing from anybody; who is new has nothing else."""
    await imports(WANG, ZHAO | {"管辖": "长桥街道"})
    known = [await house.person("王芳"), await house.person("赵强")]
    before = await everything(house)
    given = ("姓名", "手机", "区", "街道", "社区", "网格")
    li = WANG | {"姓名": "李娜", "手机": "19900000003"}
    table = [given, *([one[heading] for heading in given] for one in (WANG, ZHAO, li))]
    async with house.app.sessions.begin() as session:
        roster = read_roster(table, read_phone=read_phone)
        done = await import_roster(session, roster, now=house.now)

    assert done == Imported(new=1, changed=0, unchanged=2, not_in_file=0, units=[])
    after = await everything(house)
    assert all(set(was) <= set(now) for was, now in zip(before, after, strict=True))
    assert [await house.person(one.name) for one in known] == known
    assert (await house.person("李娜")).post == ""


async def test_a_supervisor_of_two_units_of_one_name_says_which(house, imports):
    li = WANG | {"姓名": "李娜", "手机": "19900000003", "社区": "五里社区"}
    zhao = ZHAO | {"管辖": "第1网格"}
    roster = read_roster(table_of([WANG, li, zhao]), read_phone=read_phone)
    assert [bad.reason for bad in roster.bad] == [Reason.HOLDS_AMBIGUOUS_UNIT]
    await imports(WANG, li, zhao | {"管辖": "五里社区/第1网格"})
    grid = {unit.id: unit for unit in await rows(house, Unit)}
    (held,) = await rows(house, Holding)
    assert grid[grid[held.unit_id].parent_id].name == "五里社区"


async def test_a_roster_of_any_size_takes_few_statements(house, imports):
    """Rows are written in bulk: four times as many people take hardly more statements."""

    def people(count, post="网格员"):
        grids = [f"第{number}网格" for number in range(1, 21)]
        return [
            WANG | {"手机": f"1990000{n:04}", "网格": grids[n % 20], "岗位": post}
            for n in range(count)
        ]

    statements = []
    event.listen(
        house.app.engine.sync_engine,
        "before_cursor_execute",
        lambda *told: statements.append(told[2]),
    )
    assert (await imports(*people(1000))).new == 1000
    added = len(statements)
    done = await imports(*people(4000, post="社区协管员"))
    assert (done.new, done.changed) == (3000, 1000)
    assert added < 30
    assert len(statements) - added < 30, statements
