"""A small street on four moments of its days, with everybody who may ever open the bot."""

from datetime import timedelta

from domain.office import Level, Role
from tests.kit.house import House
from tests.kit.tasks import hands
from tests.kit.training import schedules

UNITS = (
    ("朝阳区", Level.DISTRICT, None),
    ("三里街道", Level.STREET, "朝阳区"),
    ("三里社区", Level.COMMUNITY, "三里街道"),
    ("五里社区", Level.COMMUNITY, "三里街道"),
    ("六里街道", Level.STREET, "朝阳区"),
    *((f"{name}网格", Level.GRID, "三里社区") for name in ("第一", "第二", "第三")),
    *((f"{name}网格", Level.GRID, "五里社区") for name in ("第四", "第五", "第六")),
)
TASKS = (
    *("清理楼道杂物", "巡查楼前停车", "走访辖区商户", "检查消防通道"),
    *("登记门前三包", "更换公告栏", "核对台账"),
)
WORDS = (
    frozenset(
        {
            "街道办事处",
            "网格员",
            "城管协管员",
            "网格巡查",
            "消防培训",
            "防汛演练",
            "街道三楼会议室",
        }
    )
    | set(TASKS)
    | {f"岗{number}" for number in range(7)}
)
"""What people wrote: shown in every language as it is."""
SUPERVISOR = [Role.SUPERVISOR]


async def settles(url: str) -> House:
    """Monday at seven: nobody has said anything yet."""
    house = await House.open(url)
    for name, level, above in UNITS:
        await house.founds(name, level, within=above)
    await house.hires("王芳", unit="第一网格")
    await house.hires("张伟", unit="三里社区", post="城管协管员")
    await house.hires("李娜", unit="五里社区", language="en")
    await house.hires("赵强", unit="三里社区", roles=SUPERVISOR, holds=["三里社区"])
    await house.hires("孙书记", unit="三里街道", roles=SUPERVISOR, holds=["三里街道"])
    await house.hires("陈静", unit="五里社区", roles=SUPERVISOR, holds=["五里社区"], language="en")
    await house.hires("周管理", unit="朝阳区", roles=[Role.ADMINISTRATOR])
    await house.hires("吴联络", unit="三里街道", roles=[Role.LIAISON])
    await house.hires(
        "郑组长", unit="三里社区", roles=[Role.AUXILIARY, Role.SUPERVISOR], holds=["第二网格"]
    )
    await house.hires("钱多", unit="第四网格", registered=False)
    house.people["路人"] = house.passes_by("路人", phone_number="+8613900009999")
    for number in range(1, 18):
        unit = ("第五网格", "第六网格")[number % 2]
        await house.hires(f"队员{number}", unit=unit, post=f"岗{number % 7}")
    return house


async def hands_out_the_work(house: House) -> None:
    for at, title in enumerate(TASKS):
        await hands(house, title, to=["王芳"] if at else ["王芳", "张伟", "李娜", "郑组长"])
    await schedules(house.people["孙书记"], when="今天 20:00")
    await schedules(house.people["孙书记"], when="明天 15:00", title="防汛演练")


async def early_morning(url: str) -> House:
    """07:00: tasks and trainings are announced, the roll is still to come."""
    house = await settles(url)
    await hands_out_the_work(house)
    return house


async def roll_is_open(url: str) -> House:
    house = await early_morning(url)
    await house.at("08:00")
    await house.at("08:03")
    await house.people["李娜"].presses("Present")
    await house.people["张伟"].says("/leave 明天")
    await house.people["张伟"].presses("病假")
    await house.people["张伟"].presses("确认")
    return house


async def reviews_are_open(url: str) -> House:
    house = await roll_is_open(url)
    await house.people["王芳"].presses("到岗")
    await house.people["王芳"].presses("1. 清理楼道杂物")
    await house.people["王芳"].presses("领取")
    for hour in ("08:50", "09:00", "17:30", "17:40"):
        await house.at(hour)
    return house


async def next_morning(url: str) -> House:
    """What stayed undone was carried over; 张伟's leave was approved."""
    house = await reviews_are_open(url)
    await house.people["赵强"].presses("同意")
    for moment in ("19:00", "22:00", "2026-11-24 08:00", "2026-11-24 08:05"):
        await house.at(moment)
    return house


async def fresh_afternoon(url: str) -> House:
    """14:00 of a Monday on which the service was down all morning."""
    house = await settles(url)
    house.clock.advance(timedelta(hours=7))
    await house.settle()
    return house


DAYS = {
    "07:00": early_morning,
    "08:03": roll_is_open,
    "14:00": fresh_afternoon,
    "17:40": reviews_are_open,
    "次日 08:05": next_morning,
}
