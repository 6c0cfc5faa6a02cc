"""`make demo`: the day in the terminal, every message over HTTP."""

from io import StringIO

from rich.console import Console

from bot.playground.day import play_the_day
from bot.settings import Settings


async def test_the_demo_ends_with_the_supervisors_summary():
    screen = StringIO()
    await play_the_day(Settings(_env_file=None), console=Console(file=screen, width=100))

    told = screen.getvalue()
    day, _, summary = told.partition("/summary 今天")
    for moment in (
        "“…” 打字 typed",
        "07:30  登记 Registration",
        "陈静 ▸ [📱 分享我的手机号]",
        "17:00 点卯 → 张伟\n      任务到时间了",
        "19:00 点卯 → 赵强\n      任务超时还没完成",
        "王芳 ▸ [到岗]",
        "张伟 “到”",
        "赵强 ▸ [同意]",
        "李娜 ▸ [病假]",
        "王芳 📷 “杂物已全部清走”",
        "张伟 ▸ [开始评议]",
    ):
        assert moment in day
    assert "到岗 1、迟到 1、请假 1、缺勤 1、未登记 1" in summary
    assert "评议应交 3 份，已交 2 份" in summary
