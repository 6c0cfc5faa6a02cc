"""What people do on their phones, seen on the page."""

import re

import pytest
from playwright.async_api import expect

from playground.images import plain_png

SUPERVISOR, HOU, LIU = 100204, 100356, 100380
"""朱春琴 supervises 三里社区; 侯长民 and 刘德良 work there."""
A_WEEK = re.compile(r"（周一）到 ?.+（周日）")


async def phones(visitor, *ids):
    window = await visitor.opens(phones=",".join(map(str, ids)))
    return [await window.phone(name).starts() for name in await window.names]


async def test_a_photo_is_sent_and_seen(visitor):
    [hou] = await phones(visitor, HOU)
    file = {"name": "楼道.png", "mimeType": "image/png", "buffer": plain_png(64, 48)}
    await hou.attaches("图片", file, caption="楼道已清理")

    sent = hou.messages.filter(has_text="楼道已清理")
    await expect(sent).to_be_visible()
    await expect(sent.locator("img")).to_have_js_property("complete", value=True)
    assert await sent.locator("img").evaluate("one => [one.naturalWidth, one.naturalHeight]") == [
        64,
        48,
    ]


async def test_a_document_is_sent_and_downloaded_as_it_was(visitor):
    [hou] = await phones(visitor, HOU)
    content = "日期,网格,情况\r\n11月23日,第2网格,正常\r\n".encode() + bytes(range(256))
    file = {"name": "巡查 记录.csv", "mimeType": "text/csv", "buffer": content}
    await hou.attaches("文件", file)

    async with hou.node.page.expect_download() as coming:
        await hou.node.get_by_role("link", name="巡查 记录.csv").click()
    download = await coming.value
    assert download.suggested_filename == "巡查 记录.csv"
    assert (await download.path()).read_bytes() == content


async def test_an_answer_changes_where_it_stands(visitor):
    """The summary of today becomes that of the week in the same bubble, whatever else comes."""
    [zhu] = await phones(visitor, SUPERVISOR)
    await zhu.says("/summary 今天")
    asked = zhu.messages.filter(has=zhu.node.page.get_by_role("button", name="本周")).last
    await expect(asked).to_contain_text("所辖单位汇总")
    summary = zhu.node.locator(f'[data-id="{await asked.get_attribute("data-id")}"]')
    await summary.get_by_role("button", name="本周", exact=True).click()

    await expect(summary.locator(".meta")).to_contain_text("已编辑")
    await expect(summary).to_contain_text(A_WEEK)
    await expect(summary.get_by_role("button", name="本周")).to_have_count(0)
    await expect(summary.get_by_role("button", name="今天")).to_be_visible()
    await expect(zhu.messages.filter(has_text=A_WEEK)).to_have_count(1)


async def test_a_person_mends_what_they_wrote(visitor):
    [liu] = await phones(visitor, LIU)
    await liu.says("三里社区二号楼")
    own = liu.messages.filter(has_text="三里社区二号楼")
    await own.hover()
    await own.get_by_role("button", name="修改这条消息").click()
    await liu.says("三里社区三号楼")
    mended = liu.messages.filter(has_text="三里社区三号楼")
    await expect(mended.locator(".meta")).to_contain_text("已编辑")
    await expect(own).to_have_count(0)


async def test_two_phones_at_once_speak_of_the_same_task(visitor):
    zhu, hou = await phones(visitor, SUPERVISOR, HOU)
    await zhu.says("/dispatch 侯长民 今天 清理三号楼楼道")
    await zhu.presses("确认")
    await zhu.sees("已派发")
    await hou.sees("清理三号楼楼道")
    await expect(hou.node.locator(".plate .unread")).to_be_visible()

    await hou.presses("完成")
    await hou.presses("跳过")
    await hou.sees("状态：完成")
    await zhu.sees("侯长民 · 完成")


@pytest.mark.parametrize("asked", ["phones", "search"])
async def test_anybody_of_the_street_can_be_played(visitor, asked):
    window = await visitor.opens(phones=HOU)
    page = window.page
    await page.get_by_role("button", name="添加人员").first.click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.locator(".person")).to_have_count(20)
    if asked == "search":
        await dialog.get_by_role("searchbox").fill("刘德良")
        await expect(dialog.locator(".person").first).to_contain_text("刘德良")
    wanted = dialog.locator(".person:enabled").first
    name = await wanted.locator("b").text_content()
    await wanted.click()
    await expect(window.phone(name).node).to_be_visible()
