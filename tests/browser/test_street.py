"""The whole street at once: the clock leaps, 392 people answer, and the page stays live."""

import re

from playwright.async_api import expect

HOU, LIU = 100356, 100380
FEW = re.compile(r"^1?\d$")
"""Who asked for leave waits for a decision; everyone else has answered but me."""


async def test_everyone_answers_and_the_page_stays_live(visitor):
    mine, others = await visitor.opens(phones=LIU), await visitor.opens(phones=HOU)
    liu, hou = await mine.phone("刘德良").starts(), await others.phone("侯长民").starts()
    await mine.page.locator(".jumps").get_by_text("08:00").click()
    await expect(mine.page.locator(".clock")).to_contain_text("08:00", timeout=60_000)
    await liu.sees("早点名")

    await mine.presses("除我以外全部应答")
    await hou.says("/me")
    await hou.sees("侯长民")
    await expect(mine.page.locator("li:has(.awaited) b")).to_have_text(FEW, timeout=60_000)
    await liu.sees("早点名")
