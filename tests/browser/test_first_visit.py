"""The first visit: one presses what the tour points to, and has seen the whole day."""

from asyncio import sleep, timeout
from contextlib import suppress
from time import monotonic

from playwright.async_api import TimeoutError as Gone
from playwright.async_api import expect

CHOSEN = {"签到": "签到", "管理员的汇总": "汇总"}
"""What the words of a step say is to be chosen from the commands."""
PATIENCE = 5.0
GONE_AFTER = 1_000
WATCH = """box => {
  const title = () => box.querySelector('h2 > span:last-child')?.textContent;
  window.ticked = [];
  new MutationObserver(() => {
    const isNew = box.classList.contains('done') && window.ticked.at(-1) !== title();
    if (isNew) window.ticked.push(title());
  }).observe(box, { attributes: true, childList: true, subtree: true });
}"""
READ = """box => {
  const text = (where) => box.querySelector(where)?.textContent;
  const pointed = document.querySelector('.pointed');
  return {
    title: text('h2 > span:last-child'), words: text('p'),
    offers: text('.tour-foot .solid:not([aria-busy])'),
    points: pointed && (pointed.dataset.press ?? pointed.className.replace(' pointed', '')),
  };
}"""


class Tour:
    def __init__(self, page):
        page.set_default_timeout(GONE_AFTER)
        self._page = page
        self._box = page.locator("section.tour")
        self._last = None

    async def walk(self):
        """To its end; where what it points to has gone before it was pressed, one looks again."""
        await self._box.evaluate(WATCH)
        while shown := await self._reads():
            with suppress(Gone):
                await self._follows(shown)
        return await self._page.evaluate("window.ticked")

    async def _reads(self):
        """What it shows next; what had no effect for a while is pressed again, as anyone would."""
        presses_again_at = monotonic() + PATIENCE
        async with timeout(60):
            while await self._box.is_visible():
                shown = await self._box.evaluate(READ)
                is_news = shown != self._last or monotonic() > presses_again_at
                if is_news and (shown["offers"] or shown["points"]):
                    self._last = shown
                    return shown
                await sleep(0.05)
        return None

    async def _follows(self, shown):
        if shown["offers"]:
            await self._box.get_by_role("button", name=shown["offers"], exact=True).click()
        elif shown["points"] == "text-box":
            await self._page.locator(".pointed textarea").fill("三里社区3号楼")
            await self._page.keyboard.press("Enter")
        else:
            await self._page.locator(".pointed").click()
            if shown["points"].endswith("commands"):
                chosen = CHOSEN[shown["title"]]
                await self._page.get_by_role("menuitem").filter(has_text=chosen).first.click()


async def test_the_tour_leads_from_the_registration_to_the_summary(visitor):
    window = await visitor.opens(tour=1)
    newcomer, supervisor, _ = await window.names
    ticked = await Tour(window.page).walk()
    assert ticked == ["登记", "早点名", "一项任务", "签到", "晚评议", "管理员的汇总"]

    said = window.phone(newcomer).node.get_by_role("log")
    for words in ("已记录：按时到岗", "状态：完成", "已签到：三里社区3号楼", "已提交"):
        await expect(said).to_contain_text(words)
    summary = window.phone(supervisor).node.get_by_role("log")
    await expect(summary).to_contain_text("所辖单位汇总")
