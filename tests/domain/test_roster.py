"""A roster is believed row by row, and a row that is not says why."""

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.office import Level, Role
from domain.roster import BadRow, Reason, Roster, read_roster
from domain.roster_columns import HEADINGS, Column, WrongColumns
from domain.text import clean
from tests.kit import roster as kit

HEADING = list(HEADINGS.values())
ZHANG = {
    "姓名": "张伟",
    "手机": "19900000001",
    "用工单位": "街道办事处",
    "来源类别": "公安",
    "岗位": "网格员",
    "主责": "治安巡逻",
    "兼责": "防火检查、人口登记",
    "区": "朝晖区",
    "街道": "长桥街道",
    "社区": "三里社区",
    "网格": "第1网格",
}
LI = ZHANG | {"姓名": "李娜", "手机": "19900000002", "社区": "柳园社区"}
ID_NUMBER = "11010119900307123X"


def read_phone(raw: str) -> str | None:
    return f"+86{raw}" if len(raw) == 11 and raw.isdecimal() else None


def read(*people: dict[str, str]) -> Roster:
    return read_roster(kit.table_of(people), read_phone=read_phone)


def test_a_good_row_is_read_whole():
    (row,) = read(ZHANG).rows
    assert (row.number, row.name, row.phone, row.post) == (2, "张伟", "+8619900000001", "网格员")
    assert row.secondary_duties == ("防火检查", "人口登记")
    assert row.place == (
        (Level.DISTRICT, "朝晖区"),
        (Level.STREET, "长桥街道"),
        (Level.COMMUNITY, "三里社区"),
        (Level.GRID, "第1网格"),
    )
    assert row.roles == {Role.AUXILIARY}


@pytest.mark.parametrize(
    ("change", "reason", "value"),
    [
        ({"姓名": "  \u200b"}, Reason.MISSING_NAME, ""),
        ({"姓名": "张" * 41}, Reason.NAME_TOO_LONG, "40"),
        ({"姓名": '=HYPERLINK("x")'}, Reason.ODD_NAME, '=HYPERLINK("x")'),
        ({"姓名": "@张伟"}, Reason.ODD_NAME, "@张伟"),
        ({"姓名": "12"}, Reason.ODD_NAME, "12"),
        ({"岗位": "=1+1"}, Reason.FORMULA, "post"),
        ({"用工单位": "@SUM(1)"}, Reason.FORMULA, "employer"),
        ({"手机": ""}, Reason.MISSING_PHONE, ""),
        ({"手机": "01012345"}, Reason.BAD_PHONE, "01012345"),
        ({"手机": "19900000002"}, Reason.PHONE_TWICE, "2"),
        ({"区": "", "街道": "", "社区": "", "网格": ""}, Reason.NO_UNIT, ""),
        ({"社区": ""}, Reason.GAP_IN_UNITS, Level.COMMUNITY),
        ({"街道": "", "社区": ""}, Reason.GAP_IN_UNITS, Level.STREET),
        ({"区": "", "街道": "别的街道"}, Reason.GAP_IN_UNITS, Level.DISTRICT),
        ({"角色": "协管员、队长"}, Reason.UNKNOWN_ROLE, "队长"),
        ({"角色": "管理员", "管辖": "无名社区"}, Reason.HOLDS_UNKNOWN_UNIT, "无名社区"),
        ({"角色": "管理员", "管辖": "第1网格"}, Reason.HOLDS_AMBIGUOUS_UNIT, "第1网格"),
        ({"管辖": "三里社区"}, Reason.HOLDS_WITHOUT_SUPERVISOR, ""),
        ({"主责": "巡" * 201}, Reason.TOO_LONG, Column.MAIN_DUTY),
        ({"兼责": ID_NUMBER}, Reason.LOOKS_LIKE_ID_NUMBER, Column.SECONDARY_DUTIES),
        (
            {"姓名": "张伟１１０１０１１９９００３０７１２３４"},
            Reason.LOOKS_LIKE_ID_NUMBER,
            Column.NAME,
        ),
    ],
)
def test_a_row_that_cannot_be_believed_says_why(change, reason, value):
    roster = read(LI, ZHANG | change)
    assert roster.bad == (BadRow(3, reason, value),)
    assert [row.name for row in roster.rows] == ["李娜"]


def test_a_row_says_everything_that_is_wrong_with_it():
    reasons = [bad.reason for bad in read(ZHANG | {"姓名": "", "手机": "1", "角色": "队长"}).bad]
    assert reasons == [Reason.MISSING_NAME, Reason.BAD_PHONE, Reason.UNKNOWN_ROLE]


def test_an_identity_number_is_named_by_its_place_and_never_repeated():
    table = [[*HEADING, "身份证号"], [*kit.table_of([ZHANG])[1], ID_NUMBER]]
    roster = read_roster(table, read_phone=read_phone)
    assert roster.bad == (BadRow(2, Reason.LOOKS_LIKE_ID_NUMBER, "身份证号"),)
    assert ID_NUMBER not in repr(roster)


@pytest.mark.parametrize(
    ("written", "roles"),
    [
        ("", {Role.AUXILIARY}),
        ("协管员、管理员", {Role.AUXILIARY, Role.SUPERVISOR}),
        ("Supervisor, liaison", {Role.SUPERVISOR, Role.LIAISON}),
        ("系统管理员；联络员", {Role.ADMINISTRATOR, Role.LIAISON}),
        ("协管员\n管理员", {Role.AUXILIARY, Role.SUPERVISOR}),
    ],
)
def test_roles_are_words_of_either_language(written, roles):
    assert read(ZHANG | {"角色": written}).rows[0].roles == roles


@pytest.mark.parametrize("holds", ["三里社区/第1网格", "长桥街道", "朝晖区/长桥街道、柳园社区"])
def test_a_supervisor_may_hold_any_unit_that_the_roster_names_once(holds):
    assert read(LI, ZHANG | {"角色": "管理员", "管辖": holds}).bad == ()


def test_a_supervisor_may_hold_a_unit_that_the_office_already_has():
    known = ((Level.DISTRICT, "朝晖区"), (Level.STREET, "长桥街道"), (Level.COMMUNITY, "东井社区"))
    table = kit.table_of([ZHANG | {"角色": "管理员", "管辖": "东井社区"}])
    assert read_roster(table, read_phone=read_phone).bad[0].reason == Reason.HOLDS_UNKNOWN_UNIT
    assert read_roster(table, read_phone=read_phone, units=[known]).bad == ()


def test_a_place_without_the_units_above_it_is_found_when_only_one_can_be_meant():
    short = ZHANG | {"姓名": "王芳", "手机": "19900000003", "区": "", "街道": "", "网格": ""}
    assert read(ZHANG, short).rows[1].place == read(ZHANG).rows[0].place[:3]


def test_a_place_without_the_units_above_it_is_refused_when_two_can_be_meant():
    elsewhere = LI | {"街道": "河东街道", "社区": "三里社区"}
    short = ZHANG | {"手机": "19900000003", "区": "", "街道": "", "网格": ""}
    assert read(ZHANG, elsewhere, short).bad == (BadRow(4, Reason.GAP_IN_UNITS, "district"),)


def test_a_roster_of_one_street_needs_no_district():
    people = [person | {"区": ""} for person in (ZHANG, LI)]
    assert [row.place[0] for row in read(*people).rows] == [(Level.STREET, "长桥街道")] * 2


@pytest.mark.parametrize(
    "header",
    [
        ["姓名", "手机", "社区"],
        ["name", "phone", "community"],
        [" 姓　名 ", "Phone", "社区\n"],
        ["\ufeffNAME", "手 机", "Community"],
    ],
)
def test_a_header_is_understood_in_either_language(header):
    roster = read_roster([header, ["张伟", "19900000001", "三里社区"]], read_phone=read_phone)
    assert roster.rows[0].place == ((Level.COMMUNITY, "三里社区"),)


def test_columns_may_stand_in_any_order_below_a_title_and_beside_others():
    table = [
        ["长桥街道花名册"],
        [],
        ["备注", "社区", "main duty", "手机", "姓名"],
        ["新来", "三里社区", "治安巡逻", "19900000001", "张伟"],
    ]
    roster = read_roster(table, read_phone=read_phone)
    assert (roster.rows[0].number, roster.rows[0].main_duty) == (4, "治安巡逻")
    assert roster.ignored == ("备注",)


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        (["姓名", "社区"], (Column.PHONE,)),
        (["姓名", "手机", "岗位"], (Column.STREET,)),
        (["甲", "乙"], (Column.NAME, Column.PHONE, Column.STREET)),
    ],
)
def test_a_table_without_the_columns_is_refused_and_says_what_it_found(header, missing):
    with pytest.raises(WrongColumns) as refused:
        read_roster([header, ["张伟", "19900000001", "三里社区"]], read_phone=read_phone)
    assert (refused.value.missing, refused.value.found) == (missing, tuple(header))


def test_an_empty_table_has_wrong_columns():
    with pytest.raises(WrongColumns):
        read_roster([], read_phone=read_phone)


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", " ", "张伟", "19900000001", "三里社区", "第1网格", "管理员", ID_NUMBER]),
)
ROWS = st.lists(st.lists(CELLS, max_size=len(HEADING) + 2), max_size=12)


ANY_HEADER = st.lists(CELLS | st.sampled_from(["姓名", "手机", "社区", "角色"]), max_size=8)


@given(ANY_HEADER, ROWS)
def test_whatever_stands_in_a_table_it_is_read_or_refused(header, rows):
    try:
        roster = read_roster([header, *rows], read_phone=read_phone)
    except WrongColumns:
        assert not {"姓名", "手机", "社区"} <= {clean(cell) for cell in header}
    else:
        assert len(roster.rows) == sum(roster.totals.by_unit.values())


@given(ROWS)
@example([["张伟", "19900000001", *[""] * 5, "朝晖区"], [], ["李娜"]])
def test_every_row_is_good_or_bad_or_empty(rows):
    roster = read_roster([HEADING, *rows], read_phone=read_phone)
    good, bad = {row.number for row in roster.rows}, {row.number for row in roster.bad}
    filled = {
        number
        for number, row in enumerate(rows, start=2)
        if any(clean(cell) for cell in row[: len(HEADING)])
    }
    assert good.isdisjoint(bad)
    assert good | bad == filled


def test_the_figures_of_a_street_reconcile():
    people = kit.street_roster()
    roster = read(*people)
    assert (len(roster.rows), roster.bad) == (392, ())
    totals = roster.totals
    assert totals.by_employer == {"街道办事处": 343, "区司法局": 26, "保洁承包公司": 23}
    assert totals.by_origin == {
        "公安": 152, "城市管理": 78, "税务": 31, "流动人口": 41, "劳动": 26, "保洁": 15,
        "司法": 26, "承包": 23,
    }  # fmt: skip
    assert totals.by_post == {"网格员": 203, "社区协管员": 189}
    assert totals.by_level == {Level.GRID: 203, Level.COMMUNITY: 189}
    assert Counter(place[-1][0] for place in totals.by_unit) == {
        Level.GRID: 40,
        Level.COMMUNITY: 8,
    }
    assert Counter(role for row in roster.rows for role in row.roles) == {
        Role.AUXILIARY: 392, Role.SUPERVISOR: 3, Role.LIAISON: 1,
    }  # fmt: skip
