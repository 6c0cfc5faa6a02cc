"""The picture that the README opens with: a morning in progress, taken from the running page."""

import asyncio
import logging
import re
import shutil
import sys
from pathlib import Path

from playwright.async_api import Locator, Page, async_playwright, expect

from bot import logs
from bot.playground.page import page_open
from bot.settings import load

PICTURE = Path(__file__).parent.parent / "docs" / "page.png"
SIZE = (1440, 900)
PATIENCE = 60_000
SHOWN = "朱春琴", "侯长民", "刘德良"
LATE, SILENT = "柳园社区", "赵"
"""Who answers late or not at all: some of this community, some of this surname."""


class Morning:
    """The page with the phones of a supervisor and of two who work in the same community."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def phone(self, name: str) -> Locator:
        return self._page.get_by_role("region", name=f"{name}的手机", exact=True)

    async def starts(self, name: str) -> None:
        await self.presses(name, "开始")
        await expect(self._newest(name)).to_contain_text("您好")

    async def says(self, name: str, text: str, answer: str) -> None:
        field = self.phone(name).locator("textarea")
        await field.fill(text)
        await field.press("Enter")
        await expect(self._newest(name)).to_contain_text(answer)

    async def presses(self, name: str, label: str) -> None:
        await self.phone(name).get_by_role("button", name=label, exact=True).last.click()

    async def sends_a_photo(self, name: str) -> None:
        await self.presses(name, "发送图片、文件、位置")
        await self.phone(name).get_by_role("menuitem", name="现拍一张（示例）").click()
        dialog = self._page.locator("dialog.send-view")
        await dialog.get_by_role("textbox").fill("楼道已清理一半")
        await dialog.get_by_role("button", name="发送", exact=True).click()
        await expect(self._newest(name)).to_contain_text("已签到")

    def _newest(self, name: str) -> Locator:
        return self.phone(name).locator("article.msg.in").last

    async def runs_until(self, hour: str) -> None:
        await self._page.get_by_role("button", name="600 倍速").click()
        await expect(self._page.locator(".hour")).to_have_text(re.compile(hour))
        await self._page.get_by_role("button", name="原速").click()

    async def answers(self, *, but: list[str]) -> None:
        """Everyone presses a button but these, and those whose phones are shown."""
        await self._page.evaluate(ANSWER, but)
        await self.is_quiet()

    async def is_quiet(self) -> None:
        await self._page.wait_for_timeout(1500)
        await expect(self._page.locator(".figure.pair .big").first).to_have_text("0")


ANSWER = """async (silent) => {
  const open = [...document.querySelectorAll('.phone')].map((one) => Number(one.id.slice(6)));
  const found = await Promise.all(silent.map((words) =>
    fetch(`/api/people?q=${words}`).then((answer) => answer.json())));
  await fetch('/api/deeds', {
    method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      deed: 'everyone_answers', but: [...open, ...found.flat().map((one) => one.id)] }),
  });
}"""


async def play(morning: Morning, page: Page) -> None:
    zhu, hou, liu = SHOWN
    for name in SHOWN:
        await morning.starts(name)
    await page.locator(".jumps").get_by_text("08:00").click()
    await expect(page.locator(".jumps")).to_have_attribute("aria-busy", "false")
    for name in SHOWN:
        await morning.presses(name, "到岗")
    await morning.answers(but=[LATE, SILENT])
    await morning.runs_until("08:[23]")
    await morning.answers(but=[SILENT])
    await morning.runs_until("10:[0-2]")
    await morning.is_quiet()
    await morning.says(zhu, f"/dispatch {hou}、{liu} 今天 清理三号楼楼道", "派发")
    await morning.presses(zhu, "确认")
    await expect(morning.phone(hou)).to_contain_text("清理三号楼楼道")
    await morning.says(hou, "/checkin", "签到")
    await morning.says(hou, "三里社区3号楼", "照片")
    await morning.sends_a_photo(hou)
    await morning.presses(liu, "完成")
    await morning.presses(liu, "跳过")
    await expect(morning.phone(zhu)).to_contain_text(f"{liu} · 完成")
    await morning.is_quiet()


async def take() -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no Chromium found: apt-get install chromium fonts-noto-cjk")
    async with page_open(load(), port=0) as site, async_playwright() as playwright:
        launch = playwright.chromium.launch
        browser = await launch(executable_path=chromium, args=["--no-sandbox"])
        width, height = SIZE
        page = await browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        await page.goto(f"{site.address}?tour=0&theme=light&lang=zh&phones=100204,100356,100380")
        await page.wait_for_selector("body.ready")
        await play(Morning(page), page)
        await page.mouse.move(0, 0)
        await page.screenshot(path=PICTURE)
        await browser.close()


def main() -> None:
    logs.set_up(level=logging.ERROR)
    asyncio.run(take())
    print(f"{PICTURE.name}: {PICTURE.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
