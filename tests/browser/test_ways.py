"""Every way to the page: a narrow screen, the keyboard alone, a screen reader, a slow line."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.kit.browser import NARROW, WIDE

NEWCOMER = "黄彩华"
HEAVIEST = 300 * 1024
GRAVE = {"serious", "critical"}
FOCUS = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const style = getComputedStyle(one), around = getComputedStyle(one.parentElement);
  return {
    name: one.getAttribute('aria-label') ?? one.textContent.trim(),
    seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
      || around.boxShadow.includes('2px inset'),
  };
}"""


async def test_the_page_weighs_less_than_300_kb(visitor):
    window = await visitor.opens()
    assert 100_000 < await window.weight() < HEAVIEST
    assert len(await window.names) == 3


async def test_on_a_narrow_screen_one_phone_lies_behind_another(visitor):
    window = await visitor.opens(size=NARROW)
    page = window.page
    first, second, *_ = await window.names
    await expect(window.phone(first).node).to_be_visible()
    await page.get_by_role("navigation").get_by_role("button", name=second).click()
    await expect(window.phone(second).node).to_be_visible()
    await expect(window.phone(first).node).to_be_hidden()
    await page.get_by_role("button", name="时间与操作").click()
    await expect(page.get_by_role("button", name="除我以外全部应答")).to_be_in_viewport()
    wide = "[document.scrollingElement.scrollWidth, document.body.scrollWidth, innerWidth]"
    assert await page.evaluate(wide) == [390, 390, 390]


async def test_the_phones_of_a_first_visit_are_those_of_the_next(visitor):
    window = await visitor.opens(size=NARROW)
    seen = await window.names
    await window.page.set_viewport_size({"width": 1440, "height": 900})
    await window.page.reload()
    await window.page.wait_for_selector("body.ready")
    assert await window.names == seen


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1440", "390"])
@pytest.mark.parametrize(
    ("lang", "theme"), [("zh", "light"), ("en", "dark")], ids=["zh-light", "en-dark"]
)
async def test_a_screen_reader_finds_no_grave_fault(visitor, size, lang, theme):
    window = await visitor.opens(size=size, lang=lang, theme=theme, tour=1)
    found = (await Axe().run(window.page)).response["violations"]
    grave = [one for one in found if one["impact"] in GRAVE]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in grave] == []


async def test_the_keyboard_alone_registers_a_newcomer_who_asks_for_the_commands(visitor):
    """Every stop on the way shows where one is."""
    huang = await visitor.knows(NEWCOMER)
    window = await visitor.opens(phones=huang)
    phone = window.phone(NEWCOMER)
    await tabs_to(window.page, "开始")
    await window.page.keyboard.press("Enter")
    await phone.sees("分享")
    await tabs_to(window.page, "📱 分享我的手机号")
    await window.page.keyboard.press("Enter")
    await expect(phone.node.get_by_role("log")).to_contain_text("登记成功")

    await tabs_to(window.page, "命令菜单")
    await window.page.keyboard.press("Enter")
    await expect(phone.node.get_by_role("menuitem").first).to_be_focused()
    await window.page.keyboard.press("ArrowDown")
    await expect(phone.node.get_by_role("menuitem").nth(1)).to_be_focused()
    await window.page.keyboard.press("Escape")
    await expect(phone.node.get_by_role("button", name="命令菜单")).to_be_focused()


async def tabs_to(page, name):
    stops = []
    while (not stops or stops[-1] != name) and len(stops) < 60:
        await page.keyboard.press("Tab")
        if focus := await page.evaluate(FOCUS):
            assert focus["seen"], focus["name"]
            stops.append(focus["name"])
    assert stops[-1] == name, stops
