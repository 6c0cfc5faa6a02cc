"""How soon the page is ready: measured with an empty page of the same server in the same run."""

import asyncio
import logging
import shutil
from statistics import median

from playwright.async_api import Browser, async_playwright

from bot import logs
from bot.playground.page import page_open
from bot.settings import load

REPEATS = 7
EMPTY = "static/seal.svg"
READY = """() => new Promise((ready) => {
  const look = () => document.body.classList.contains('ready')
    ? ready(performance.now()) : requestAnimationFrame(look);
  look();
})"""
LOADED = "() => performance.getEntriesByType('navigation')[0].loadEventEnd"


async def seconds(browser: Browser, address: str, until: str) -> float:
    """In a window of its own, with nothing kept from before."""
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    await page.goto(address)
    taken = float(await page.evaluate(until))
    await context.close()
    return taken / 1000


async def measure(chromium: str) -> tuple[list[float], list[float]]:
    async with page_open(load(), port=0) as site, async_playwright() as playwright:
        launch = playwright.chromium.launch
        browser = await launch(executable_path=chromium, args=["--no-sandbox"])
        await seconds(browser, site.address, READY)
        pages, empty = [], []
        for _ in range(REPEATS):
            pages.append(await seconds(browser, site.address, READY))
            empty.append(await seconds(browser, site.address + EMPTY, LOADED))
        await browser.close()
    return pages, empty


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium found: the page is not measured; apt-get install chromium")
        return
    logs.set_up(level=logging.ERROR)
    pages, empty = asyncio.run(measure(chromium))
    print(f"the page is ready after {median(pages):.2f} s, at best {min(pages):.2f} s")
    print(f"one picture of the same server: {median(empty):.3f} s")
    print(f"ratio {median(pages) / median(empty):.1f}")


if __name__ == "__main__":
    main()
