"""One working day of a small community, played from the phones of its people."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from playground.phones import Phone


class Stage(Protocol):
    """Where the day is played: it moves the clock and waits until everybody has been answered."""

    async def at(self, hour: str, title: str = "") -> None: ...

    async def settled(self) -> None: ...

    def acts(self, name: str, deed: str) -> None: ...


@dataclass
class Actor:
    stage: Stage
    phone: Phone

    async def says(self, text: str) -> None:
        await self._do(f"“{text}”", lambda: self.phone.says(text))

    async def presses(self, *labels: str) -> None:
        for label in labels:
            await self._do(f"▸ [{label}]", partial(self.phone.presses, label))

    async def registers(self) -> None:
        await self.says("/start")
        await self._do(f"▸ [{self.phone.keyboard()[0]}]", self.phone.shares_contact)

    async def sends_photo(self, caption: str) -> None:
        await self._do(f"📷 “{caption}”", lambda: self.phone.sends_photo(caption=caption))

    async def _do(self, deed: str, act: Callable[[], object]) -> None:
        self.stage.acts(self.phone.first_name, deed)
        act()
        await self.stage.settled()


Cast = dict[str, Actor]
Play = Callable[[Stage, Cast], Awaitable[None]]


async def working_day(stage: Stage, cast: Cast) -> None:
    """07:30 to 20:00; the last word is the supervisor's summary."""
    zhao, wang, zhang, li = (cast[name] for name in ("赵强", "王芳", "张伟", "李娜"))
    await stage.at("07:30", "登记 Registration")
    for actor in (zhao, wang, zhang, li, cast["陈静"]):
        await actor.registers()

    await stage.at("07:40", "派发任务 Dispatch")
    await zhao.says("/dispatch 王芳、陈静 今天 清理三里社区楼道杂物")
    await zhao.presses("确认")
    await zhao.says("/dispatch 张伟 今天 17:00 巡查农贸市场占道经营")
    await zhao.presses("确认")

    await zhao.says("/training")
    await zhao.presses("安排培训")
    await zhao.says("消防安全培训")
    await zhao.presses("定期培训")
    await zhao.says("今天 15:00")
    await zhao.says("社区会议室")
    await zhao.presses("全体人员", "确认")
    await wang.presses("参加")

    await stage.at("08:00", "早点名 Morning roll call")
    await stage.at("08:03")
    await wang.presses("到岗")
    await li.presses("请假", "病假", "只请今天", "确认")
    await zhao.presses("同意")
    await stage.at("08:14")
    await zhang.says("到")
    await stage.at("08:50", "提醒 One reminder to the silent")
    await stage.at("09:00", "点名截止 The roll is closed")

    await stage.at("10:20", "白天 The day")
    await wang.says("/checkin")
    await wang.says("三里社区3号楼")
    await wang.sends_photo("楼道已清理一半")
    await zhang.presses("领取")
    await stage.at("14:00", "培训提醒 Training in an hour")
    await zhang.presses("不能参加", "值班")
    await stage.at("16:10")
    await wang.presses("完成")
    await wang.sends_photo("杂物已全部清走")

    await stage.at("17:00", "任务到期 A task is due")
    await stage.at("17:30", "晚评议 Evening review")
    await zhang.presses("开始评议", "部分")
    await zhang.says("两个摊位明天再谈")
    await zhang.presses("跳过")
    await zhang.says("继续巡查农贸市场")
    await zhang.presses("确认")
    await wang.presses("开始评议", "跳过", "跳过", "确认")

    await stage.at("19:00", "任务超时 A task is overdue")
    await stage.at("20:00", "汇总 The supervisor asks")
    await zhao.says("/summary 今天")
