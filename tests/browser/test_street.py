"""The whole street at once: the clock leaps, 392 people answer, and the page stays live."""

import re

from playwright.async_api import expect

HOU, LIU = 100356, 100380
FEW = re.compile(r"^\d$")
"""Who asked for leave waits for a decision; everyone else has answered but me."""


async def test_no_second_jump_begins_while_one_runs_and_everyone_may_answer(visitor):
    mine, others = await visitor.opens(phones=LIU), await visitor.opens(phones=HOU)
    liu, hou = await mine.phone("刘德良").starts(), await others.phone("侯长民").starts()
    hours = mine.page.locator(".jumps")
    await hours.get_by_text("08:00").click()
    await hours.get_by_text("17:30").click(force=True)
    await expect(hours).to_have_attribute("aria-busy", "false", timeout=60_000)
    await expect(mine.page.locator(".clock")).to_contain_text("08:00")
    await liu.sees("早点名")

    await mine.presses("除我以外全部应答")
    await hou.says("/me")
    await hou.sees("侯长民")
    assert await mine.awaited() > 100, "this press was answered while the others' still were"
    await expect(mine.page.locator("li:has(.awaited) b")).to_have_text(FEW, timeout=60_000)
    await liu.sees("早点名")
