"""What people of an office type for days and hours, and what is better not understood."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.when import (
    Every,
    Moment,
    Period,
    Recurrence,
    read_coming_period,
    read_day,
    read_deadline,
    read_moment,
    read_period,
    read_recurrence,
    read_spell,
    read_time,
    take_moment,
    understand_deadline,
)

WEDNESDAY = date(2026, 11, 18)
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def _table(text: str) -> list[tuple[str, str]]:
    """Lines of "meant = typed|typed|…", as pairs of what is typed and what it means."""
    rows = [line.strip().split(" = ") for line in text.strip().splitlines()]
    return [(typed, meant) for meant, phrases in rows for typed in phrases.split("|")]


def _phrases(text: str) -> list[str]:
    return [typed for line in text.strip().splitlines() for typed in line.strip().split("|")]


def _moment(day: str, hour: str) -> Moment:
    return Moment(date.fromisoformat(day), time.fromisoformat(hour) if hour else None)


DAYS = _table(
    """
    2026-01-05 = 今年1月5日|2026-1-5
    2026-10-31 = 上月31日
    2026-11-05 = 本月5号
    2026-11-11 = 上周三
    2026-11-13 = 上个礼拜五|last friday
    2026-11-15 = 大前天|上周日
    2026-11-16 = 前天|本周一|this monday
    2026-11-17 = 昨天|yesterday
    2026-11-18 = 今天|今日|Today|周三|Wednesday|十八号|11月18日
    2026-11-19 = 明天|明日|TOMORROW|星期四|in 1 day
    2026-11-20 = 后天|the day after tomorrow|这周五|这个周五|两天之后
    2026-11-21 = 大后天|3天后|三天后|in 3 days
    2026-11-22 = 周日|星期天|这个星期日
    2026-11-23 = 下个星期一|monday
    2026-11-24 = 礼拜二
    2026-11-25 = 下周三|next wednesday|25号|25日|２５号|25 号|二十五号|11月25日|11月25号|11月25
    2026-11-25 = 11 月 25 日|十一月二十五日|11-25|11/25|１１／２５|2026-11-25|2026/11/25
    2026-11-25 = 2026.11.25|2026年11月25日|2026年11月25|二〇二六年十一月二十五日|11月25日周三
    2026-11-25 = 11月25日（星期三）|11-25 周三|一周后|nov 25|25 Nov|November 25th
    2026-11-28 = 下礼拜六
    2026-11-29 = 下周日
    2026-11-30 = 三十号|月底|月底前|本月底|这个月底前
    2026-12-02 = 下下周三|两个星期后|in 2 weeks
    2026-12-03 = 十二月三号|十五天以后
    2026-12-05 = 5日|下月5号
    2026-12-17 = 17号
    2026-12-31 = 下个月31号|下月底|12月底
    2027-01-01 = 1 january 2027
    2027-01-03 = 1/3
    2027-01-05 = 1月5日|明年1月5日
    2027-02-26 = 100天后
    2027-02-28 = 2月底前
    2027-09-03 = 3 sept
    2027-11-17 = 11月17日
    2027-11-25 = nov 25, 2027
    2028-02-29 = 2028年2月29日|2028年2月底
    """
)
NO_DAYS = _phrases(
    """
    2月30日|2026-02-30|2026-02-29|2月29日|31号|11月31日|0号|32号|13月1日|0月5日|11月0日|13月底
    13-01|11-31|2026-13-01|2026/11-25|0226-11-25|1999-01-01|2206-11-25|26-11-25|11-2-5|25|三
    25/11|11.25|2026|20261125|3 0号|二十 五号|11月25日周四|11月25日（周三|周|周八|周0|下个周三
    上个周三|下下个周三|本个周三|周末|年底|十两号|廿五号|半天后|0天后|三天|3天前|1000天后|nov 31
    feb 30|nov|25th|sun|in days|in 0 days|next week|day|明天吧|是明天|明天后天|明 天|后|٢٥号
    清理楼道|本个月5号
    """
)
NOTHING = ("", "   ", "|", "\ud800", "明\u200b天", "明天" + " " * 60)


@pytest.mark.parametrize(("typed", "meant"), DAYS)
def test_a_day_is_read_as_the_office_means_it(typed: str, meant: str) -> None:
    assert read_day(typed, today=WEDNESDAY) == date.fromisoformat(meant)


@pytest.mark.parametrize("typed", [*NO_DAYS, *NOTHING])
def test_no_day_is_better_than_a_wrong_one(typed: str) -> None:
    assert read_day(typed, today=WEDNESDAY) is None


@pytest.mark.parametrize(
    ("today", "typed", "meant"),
    [
        ("2026-12-31", "1号", "2027-01-01"),
        ("2026-12-31", "31号", "2026-12-31"),
        ("2027-01-31", "30号", None),
        ("2026-12-31", "下月5号", "2027-01-05"),
        ("2026-01-31", "上月底", "2025-12-31"),
        ("2028-02-01", "月底", "2028-02-29"),
        ("2028-01-10", "2月29日", "2028-02-29"),
        ("2027-03-01", "2月29日", "2028-02-29"),
        ("2026-11-22", "这周一", "2026-11-16"),
        ("2026-11-22", "下周一", "2026-11-23"),
        ("2026-11-22", "周日", "2026-11-22"),
        ("2026-11-16", "上周日", "2026-11-15"),
        ("0001-01-01", "昨天", None),
        ("0001-01-15", "上月5号", None),
        ("9999-12-31", "明天", None),
        ("9999-12-31", "1号", None),
    ],
)
def test_the_edges_of_weeks_months_and_years(today: str, typed: str, meant: str | None) -> None:
    day = read_day(typed, today=date.fromisoformat(today))
    assert day == (meant and date.fromisoformat(meant))


HOURS = _table(
    """
    00:10 = 凌晨0点10分
    02:00 = 凌晨2点
    06:00 = 6 a.m.
    06:30 = 早上6点半
    07:00 = 7点
    08:00 = 8点|八点|8点整|8点钟|早上8点|早8点
    08:05 = 8点05|8点5分|八点零五分
    08:10 = 八点十分
    08:15 = 8点一刻
    08:25 = 八点二十五
    08:30 = 8:30|08:30|８：３０|8点半|8点30|8点30分|8 点 30 分|8时30分
    08:45 = 八点三刻
    09:00 = 9 AM
    09:30 = 上午9点三十
    11:00 = 早上11点
    11:30 = 中午11点半
    12:00 = 中午12点|12点|12pm
    12:30 = 中午12点半
    13:00 = 中午1点
    14:00 = 下午2点|十四点|2pm
    14:05 = 14:05
    14:15 = 02:15PM
    14:30 = 下午两点半|下午 2:30|下午14:30|2:30 pm
    17:00 = 晚上5点
    18:00 = 傍晚6点
    19:00 = 晚上7点|晚7点
    19:30 = 晚上19:30
    23:00 = 晚上十一点|二十三点
    23:59 = 23:59
    """
)
NO_HOURS = _phrases(
    """
    2点|两点|2:30|02:30|6点半|0点|0:00|24点|24:00|25:00|8:60|8:5|8:3O|8点5|八点五|8点60分|8|八|点
    半|八点半钟|下午|下午12点|上午12点|晚上12点|凌晨12点|早上2点|上午2点|上午14点|下午9点|下午6:
    晚上3点|中午3点|中午0点|中午10点|夜里2点|13pm|0am|12am|pm|2 p|14:00 pm|下午2pm|8.30|8点30分钟
    十点二刻|8点点|8:30:00|现在|-8点|٨点
    """
)


@pytest.mark.parametrize(("typed", "meant"), HOURS)
def test_an_hour_is_read_by_the_office_day(typed: str, meant: str) -> None:
    assert read_time(typed) == time.fromisoformat(meant)


@pytest.mark.parametrize("typed", [*NO_HOURS, *NOTHING])
def test_an_hour_that_is_not_said_is_not_guessed(typed: str) -> None:
    assert read_time(typed) is None


MOMENTS = _table(
    """
    2026-11-17 21:00 = 昨晚9点
    2026-11-18 08:00 = 今早8点
    2026-11-18 08:30 = 今天 8:30
    2026-11-18 10:00 = 周三十点
    2026-11-18 10:01 = 10:01
    2026-11-18 15:00 = 下午三点
    2026-11-18 19:00 = 今天晚上7点
    2026-11-18 20:00 = 今晚8点
    2026-11-19 = 明天
    2026-11-19 08:00 = 明早8点|明早上8点
    2026-11-19 15:00 = 明天下午三点|明天 下午三点|下午三点 明天|tomorrow 3pm|tomorrow at 3 pm
    2026-11-19 15:00 = 3pm tomorrow
    2026-11-19 19:30 = 明晚七点半
    2026-11-20 18:00 = 周五 18:00|周五18:00
    2026-11-21 08:00 = 三天后八点
    2026-11-21 09:00 = in 3 days 9:00
    2026-11-24 12:00 = 周二十二点
    2026-11-24 15:00 = 周二十五点
    2026-11-25 08:00 = 二十五号八点
    2026-11-25 08:30 = 11/25 8:30
    2026-11-25 14:30 = 下周三下午两点半|nov 25 2:30 pm
    2026-11-25 15:00 = 11月25日（周三）下午3点
    2026-11-25 15:30 = 11月25日15:30|11月25 15:30|2026-11-25 15:30
    2026-11-30 17:00 = 月底前下午5点
    """
)
NO_MOMENTS = _phrases(
    """
    10:00|9点|8点|明天2点|明天三点|今早|今晚|明早|明天上午|2月30日8点|11月二十五点|11月2515:30
    11月25日周四8点|明天8点9点|明天后天8点|8点明天|后早8点|清理楼道|明天清理|25 8点
    """
)


@pytest.mark.parametrize(("typed", "meant"), MOMENTS)
def test_a_day_and_an_hour_are_read_together(typed: str, meant: str) -> None:
    day, _, hour = meant.partition(" ")
    assert read_moment(typed, now=NOW) == _moment(day, hour)


@pytest.mark.parametrize("typed", [*NO_MOMENTS, *NOTHING])
def test_a_moment_half_said_or_past_is_asked_for_again(typed: str) -> None:
    assert read_moment(typed, now=NOW) is None


@pytest.mark.parametrize(
    ("line", "day", "hour", "rest"),
    [
        ("明天 清理三里社区楼道杂物", "2026-11-19", "", "清理三里社区楼道杂物"),
        ("明天 下午三点 清理楼道", "2026-11-19", "15:00", "清理楼道"),
        ("明天下午三点 清理 楼道", "2026-11-19", "15:00", "清理 楼道"),
        ("明天 下午 3点 清理楼道", "2026-11-19", "15:00", "清理楼道"),
        ("下午三点 明天 清理楼道", "2026-11-19", "15:00", "清理楼道"),
        ("明天\u3000清理楼道", "2026-11-19", "", "清理楼道"),
        ("  明天  清理楼道\n先拍照 ", "2026-11-19", "", "清理楼道\n先拍照"),
        ("明天， 清理楼道", "2026-11-19", "", "清理楼道"),
        ("明天", "2026-11-19", "", ""),
        ("明天 8点 30 人集合", "2026-11-19", "08:00", "30 人集合"),
        ("明天 8 点名", "2026-11-19", "", "8 点名"),
        ("明天 2点 清理", "2026-11-19", "", "2点 清理"),
        ("11-25 点名", "2026-11-25", "", "点名"),
        ("11-25 楼道清理", "2026-11-25", "", "楼道清理"),
        ("25号 楼道清理", "2026-11-25", "", "楼道清理"),
        ("2026-11-25 楼栋清理", "2026-11-25", "", "楼栋清理"),
        ("2026-11-25 3 号楼", "2026-11-25", "", "3 号楼"),
        ("next wednesday 3 pm Clean the stairs", "2026-11-25", "15:00", "Clean the stairs"),
        ("nov 25, 2026 at 2:30 pm Clean up", "2026-11-25", "14:30", "Clean up"),
    ],
)
def test_the_head_of_a_line_says_when(line: str, day: str, hour: str, rest: str) -> None:
    assert take_moment(line, now=NOW) == (_moment(day, hour), rest)


@pytest.mark.parametrize(
    "line",
    [
        *("清理楼道", "清理 明天", "明天清理楼道", "张伟 明天 清理", "9点 集合", "", "2点 清理"),
        *("3-5 号楼清理", "1/3 的楼道", "25号 楼清理", "25号楼 清理", "8-12 点值守", "3-5 个人"),
        *("nov 5 people are missing", "11月25 户走访", "24/7 值守", "2月30日 清理", "周末 值守"),
    ],
)
def test_a_line_without_a_moment_stays_whole(line: str) -> None:
    assert take_moment(line, now=NOW) == (None, line)


PERIODS = _table(
    """
    2025-12-01..2025-12-05 = 2025年12月1日到5日
    2025-12-01..2025-12-31 = 去年12月
    2026-02-01..2026-02-28 = 2026/2
    2026-10-01..2026-10-31 = 上月|上个月|last month
    2026-11-01..2026-11-05 = 11月1日到11月5日|11月1日至5日|从11月1日到11月5日
    2026-11-01..2026-11-05 = 2026-11-01..2026-11-05|2026-11-01 到 2026-11-05
    2026-11-01..2026-11-05 = 2026-11-01-2026-11-05|nov 1 to nov 5
    2026-11-01..2026-11-18 = 1号到今天
    2026-11-01..2026-11-30 = 本月|这个月|this month|2026-11|2026年11月
    2026-11-09..2026-11-13 = 上周一到周五
    2026-11-09..2026-11-15 = 上周|Last week
    2026-11-12..2026-11-15 = 12号到15号|12号～15号|12日-15日|12到15号|12-15号
    2026-11-12..2026-11-15 = 十二到十五号|12 至 15 日|11月12-15日|11月12到15日
    2026-11-12..2026-11-15 = 11月12日（周四）到11月15日（周日）
    2026-11-13..2026-11-17 = 上周五到本周二
    2026-11-16..2026-11-20 = 周一到周五|monday to friday
    2026-11-16..2026-11-22 = 本周|这个星期|this week
    2026-11-17 = 昨天|yesterday
    2026-11-17..2026-11-19 = 昨天到明天
    2026-11-18 = 今天|today|周三
    2026-11-18..2026-11-30 = 今天到月底
    2026-11-19 = 明天
    2026-11-22 = 2026-11-22
    2026-11-23..2026-11-29 = 下周
    2026-11-25 = 11月25日
    2026-12-28..2027-01-03 = 2026年12月28日到2027年1月3日
    2028-02-01..2028-02-29 = 2028年2月份
    """
)
NO_PERIODS = _phrases(
    """
    15号到12号|周五到周一|12月28日到1月3日|2月1日到2月30日|11月1日到|到11月5日|2026-13|2026-0
    2026|11月|本年|周末|1999-01|2026-11-05..2026-11-01|1到5|全部|三里社区|本周 三里社区
    1号到3号到5号|0月1日到0月5日|0号到5号|-|到
    """
)


@pytest.mark.parametrize(("typed", "meant"), PERIODS)
def test_a_period_has_its_first_and_last_day(typed: str, meant: str) -> None:
    first, _, last = meant.partition("..")
    expected = Period(date.fromisoformat(first), date.fromisoformat(last or first))
    assert read_period(typed, today=WEDNESDAY) == expected


COMING = _table(
    """
    2026-11-30..2026-12-02 = 11月30日到12月2日|11/30-12/2|30 nov to 2 dec
    2026-12-28..2027-01-03 = 12月28日到1月3日|12月28日至1月3日|28 Dec to 3 Jan
    2027-01-02..2027-01-05 = 1月2日到1月5日|1月2日到5日|2 jan to 5 jan
    2026-12-01..2026-12-05 = 1号到5号
    2026-11-16..2026-11-20 = 周一到周五
    2026-11-09..2026-11-15 = 上周
    2025-12-01..2025-12-05 = 2025年12月1日到5日
    2026-12-05..2027-11-03 = 12月5日到11月3日
    2026-11-18..2026-11-30 = 月底前|30号之前|11月30日以前
    2026-11-18..2026-11-20 = 周五前|这周五之前
    2026-11-19 = 明天
    """
)


@pytest.mark.parametrize(("typed", "meant"), COMING)
def test_a_period_ahead_may_cross_the_new_year(typed: str, meant: str) -> None:
    first, _, last = meant.partition("..")
    expected = Period(date.fromisoformat(first), date.fromisoformat(last or first))
    assert read_coming_period(typed, today=WEDNESDAY) == expected


@pytest.mark.parametrize(
    "typed", ["", "2月1日到2月30日", "15号到12号", "三里社区", "11月1日到", "昨天前"]
)
def test_no_period_ahead_is_guessed(typed: str) -> None:
    assert read_coming_period(typed, today=WEDNESDAY) is None


@pytest.mark.parametrize("typed", [*NO_PERIODS, *NOTHING])
def test_a_period_that_runs_backwards_or_nowhere_is_none(typed: str) -> None:
    assert read_period(typed, today=WEDNESDAY) is None


DEADLINES = _table(
    """
    2026-11-18 = 下班前|今天下班前|今天下班以前|今天内|当天内|今天前
    2026-11-18 17:00 = 下午5点前|今天下午五点之前|17:00前|by 5 pm
    2026-11-19 = 明天|明天前|明天下班前|明天前完成
    2026-11-20 = 周五前|周五之前|这周五以前|周五截止|by friday|until friday|两天内|2天之内
    2026-11-21 = 三天内|3天以内|大后天前
    2026-11-22 = 本周内|这周内
    2026-11-25 = 25号前|25日之前|11月25日前|11月25日（周三）前|下周三下班前|by nov 25
    2026-11-25 15:30 = 11月25日15:30前|11月25日下午3点半之前
    2026-11-30 = 月底前|月底|本月内|月内|这个月内
    2026-12-05 = 5号前|下月5号前
    2026-12-31 = 年底|年底前|今年年底前|年内|今年内
    """
)
NO_DEADLINES = _phrases(
    """
    前|之前|天前|三天前|内|周内|小时内|0天内|两点前|2月30日前|昨日内|下班|下班后|明天8点下班前|清理楼道前
    before friday|by|下周内|尽快|有空
    """
)


@pytest.mark.parametrize(("typed", "meant"), DEADLINES)
def test_a_deadline_includes_the_day_it_names(typed: str, meant: str) -> None:
    day, _, hour = meant.partition(" ")
    assert read_deadline(typed, now=NOW) == _moment(day, hour)


@pytest.mark.parametrize("typed", [*NO_DEADLINES, *NOTHING])
def test_a_deadline_that_names_no_day_is_asked_for_again(typed: str) -> None:
    assert read_deadline(typed, now=NOW) is None


@pytest.mark.parametrize(
    ("line", "day", "rest"),
    [
        ("月底前 清理楼道", "2026-11-30", "清理楼道"),
        ("25号前 清理楼道", "2026-11-25", "清理楼道"),
        ("本周内 走访商户", "2026-11-22", "走访商户"),
        ("25 号 楼前清理", None, "25 号 楼前清理"),
    ],
)
def test_the_head_of_a_line_may_be_a_deadline(line: str, day: str | None, rest: str) -> None:
    taken = take_moment(line, now=NOW, understand=understand_deadline)
    assert taken == (_moment(day, "") if day else None, rest)


SPELLS = _table(
    """
    18..18 = 今天|今天全天|今天到今天
    18..19 = 今明两天|今明天|今天明天|两天|请两天
    18..20 = 三天|请3天|请假三天|我要请三天假
    18-..18 = 今天下午
    18..18- = 今天上午
    19..20 = 明后两天|明后天|明天到后天|明天上午到后天|明天到后天下午|明天起两天
    19..20 = 明天后天|明天、后天|明天和后天
    19-..19 = 明天下午|tomorrow afternoon
    19..19- = 明天上午|tomorrow morning
    19..21 = 明天起三天|从明天开始3天|明天起请3天|明天开始请三天
    19-..20- = 明天下午到后天上午|明天下午至后天上午
    25..27 = 25号到27号|25-27号|25到27号|11月25日到27日|25号起三天
    25..27 = 11月25日（周三）到11月27日（周五）
    25-..27 = 25号下午到27号|11月25日（周三）下午到11月27日（周五）|nov 25 afternoon to nov 27
    25..27- = 25号到27号上午|25号上午到27号上午|nov 25 to nov 27 morning
    23..27 = 下周一到周五
    18..30 = 月底前|30号前
    """
)
NO_SPELLS = _phrases(
    """
    半天|明天半天|零天|今天后天|起三天|明天起|明天起0天|明天起三|25号下午到25号上午|25号上午到25号下午|27号到25号
    25号半天到27号|上午|下午到明天|今明三天|昨今两天|2月30日上午|明天上午下午|请假|明天上午8点
    """
)


def _half_days(meant: str) -> tuple[str, str, bool, bool]:
    first, last = meant.split("..")
    days = (f"2026-11-{each.rstrip('-')}" for each in (first, last))
    return (*days, first.endswith("-"), last.endswith("-"))


@pytest.mark.parametrize(("typed", "meant"), SPELLS)
def test_days_may_begin_and_end_at_noon(typed: str, meant: str) -> None:
    spell = read_spell(typed, today=WEDNESDAY)
    assert spell
    said = (f"{spell.first}", f"{spell.last}", spell.from_noon, spell.until_noon)
    assert said == _half_days(meant)


@pytest.mark.parametrize("typed", [*NO_SPELLS, *NOTHING])
def test_half_a_day_that_is_not_said_which_is_not_understood(typed: str) -> None:
    assert read_spell(typed, today=WEDNESDAY) is None


def test_halves_are_counted() -> None:
    for typed, halves in (("明天上午", 1), ("明天", 2), ("25号下午到27号上午", 4)):
        spell = read_spell(typed, today=WEDNESDAY)
        assert spell
        assert spell.halves == halves


AGAIN = _table(
    """
    day = 每天|每日|天天|every day|Daily
    workday = 每个工作日|每工作日|every workday
    week 0 = 每周一|每个周一|每星期一|每个星期一|每礼拜一|every monday
    week 0 1 2 3 4 = 每周一到周五|每周一至五|每周一到五|每周一～周五|每周一-周五|每星期一到星期五
    week 0 1 2 3 4 = every monday to friday|每周一二三四五
    week 0 2 4 = 每周一、三、五|每周一三五|每周一、周三、周五|每周五、三、一
    week 0 2 4 = every monday, wednesday and friday
    week 1 3 = 每周二和周四|每周二和四|每星期二及四|every tuesday and thursday
    week 0 1 2 4 = 每周一到三、五
    week 6 = 每周日|每周天|每星期天
    week 5 6 = 每周六、日|每周六日|每周六和周日
    month 5 = 每月5号|每月5日|每个月五号|每月 5 号|every month on the 5th|every month on 5
    month 5 = every month on day 5
    month 5 20 = 每月5号、20号|每月5、20号|每月20号和5号|每月五号及二十号
    month 1 2 3 = 每月1号到3号|每月1到3号|每月1-3号
    month 31 = 每月31号
    month 0 = 每月底|每月月底|每月最后一天|每个月的最后一天|every month on the last day
    month 15 0 = 每月15号、月底|每月15号和最后一天
    """
)
NOT_AGAIN = _phrases(
    """
    每|每周|每月|每个|每周末|每周八|每周一一|每周一、一|每周五到周一|每周一到|每周到周五|每下周一|每月5
    每月0号|每月32号|每月5号到1号|每月5号、5号|每月底前|每年|每年5月1日|每两周|隔天|每天每天|周一|5号|工作日
    every|every month|every 5th|every monday and|monday
    every next monday|每月周一|每周5号|每周一到三到五
    """
)


@pytest.mark.parametrize(("typed", "meant"), AGAIN)
def test_what_comes_again_is_read_in_its_order(typed: str, meant: str) -> None:
    every, *days = meant.split()
    assert read_recurrence(typed) == Recurrence(Every(every), tuple(map(int, days)))


@pytest.mark.parametrize("typed", [*NOT_AGAIN, *NOTHING])
def test_what_comes_again_is_not_guessed(typed: str) -> None:
    assert read_recurrence(typed) is None


@pytest.mark.parametrize(
    ("again", "day", "falls"),
    [
        ("每天", "2026-11-21", True),
        ("每个工作日", "2026-11-21", False),
        ("每周一到周五", "2026-11-18", True),
        ("每周一到周五", "2026-11-21", False),
        ("每月31号", "2026-11-30", False),
        ("每月31号", "2026-12-31", True),
        ("每月底", "2026-11-30", True),
        ("每月底", "2028-02-28", False),
        ("每月底", "9999-12-31", True),
    ],
)
def test_on_which_days_it_falls(again: str, day: str, *, falls: bool) -> None:
    recurrence, on = read_recurrence(again), date.fromisoformat(day)
    assert recurrence
    assert recurrence.falls_on(on, is_workday=on.weekday() < 5) is falls


WRITTEN_OUT = _phrases(
    """
    {0:%Y-%m-%d}|{0:%Y/%m/%d}|{0:%Y.%m.%d}|{0:%Y年%m月%d日}|{0.year}-{0.month}-{0.day}
    {0.year}年{0.month}月{0.day}号|{0:%B} {0.day}, {0.year}|{0.day} {0:%b} {0.year}
    {0:%Y-%m-%d} 周{1}|{0.year}年{0.month}月{0.day}日（星期{1}）
    """
)


@given(
    day=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    today=st.dates(),
    written=st.sampled_from(WRITTEN_OUT),
)
def test_a_date_written_out_reads_back_as_itself(day: date, today: date, written: str) -> None:
    typed = written.format(day, "一二三四五六日"[day.weekday()])
    assert read_day(typed, today=today) == day


@given(
    today=st.dates(date(2000, 1, 1), date(2098, 12, 31)),
    ahead=st.integers(0, 364),
    written=st.sampled_from(
        ["{0.month}月{0.day}日", "{0.month}-{0.day}", "{0:%m/%d}", "{0:%b} {0.day}"]
    ),
)
def test_a_date_without_its_year_is_the_next_one(today: date, ahead: int, written: str) -> None:
    day = today + timedelta(days=ahead)
    assert read_day(written.format(day), today=today) == day


@given(minute=st.integers(7 * 60, 24 * 60 - 1))
def test_an_hour_written_by_the_clock_reads_back_as_itself(minute: int) -> None:
    hour = time(*divmod(minute, 60))
    for written in ("{0:%H:%M}", "{0.hour}:{0:%M}", "{0.hour}点{0:%M}", "{0.hour}点{0.minute}分"):
        assert read_time(written.format(hour)) == hour
    assert read_time(f"{hour:%I:%M %p}") == hour


PIECES = _phrases(
    """
    今|明|后|大|天|早|晚|上|下|午|本|这|个|周|星期|礼拜|一|二|两|十|日|号|月|年|底|前|点|半|一刻|分
    到|-|/|.|:|每|、|前|内|起|下班|0|1|2|9|25|2026| |in |days|next |monday|nov |pm|at | to |(|)
    """
)
TEXTS = st.text(max_size=70) | st.lists(st.sampled_from(PIECES), max_size=9).map("".join)
MOMENTS_OF_READING = st.datetimes(timezones=st.just(ZoneInfo("Asia/Shanghai")))


@given(text=TEXTS, now=MOMENTS_OF_READING)
def test_any_text_is_read_or_refused_without_a_fall(text: str, now: datetime) -> None:
    today = now.date()
    assert isinstance(read_day(text, today=today), date | None)
    assert isinstance(read_time(text), time | None)
    period = read_period(text, today=today)
    assert period is None or period.first <= period.last
    for moment in (read_moment(text, now=now), read_deadline(text, now=now)):
        assert moment is None or moment.time is None or moment.time.tzinfo is None
    spell = read_spell(text, today=today)
    assert spell is None or spell.halves > 0
    again = read_recurrence(text)
    assert again is None or len(set(again.days)) == len(again.days)


@given(text=TEXTS, now=MOMENTS_OF_READING)
def test_taking_a_moment_loses_no_word(text: str, now: datetime) -> None:
    moment, rest = take_moment(text, now=now)
    assert text.strip().endswith(rest)
    said = text.strip().removesuffix(rest)
    assert bool(moment) == bool(said.strip())
