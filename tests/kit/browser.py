"""A visitor at a real browser: windows full of phones, read and pressed as a person does."""

from urllib.parse import urlencode, urlsplit

from aiohttp import ClientSession
from playwright.async_api import expect

WIDE, NARROW = (1440, 900), (390, 844)
PATIENCE = 30_000
"""Milliseconds, on a busy machine."""


class Visitor:
    """What any window complains of, or asks of a stranger, is kept."""

    def __init__(self, browser, address):
        self._browser, self.address = browser, address
        self._contexts = []
        self.complaints, self.strangers = [], set()

    async def opens(self, *, size=WIDE, theme="light", **asked):
        width, height = size
        context = await self._browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, locale="zh-CN"
        )
        self._contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        window = Window(page)
        page.on("console", self._hears)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._asked)
        await page.goto(f"{self.address}?{urlencode({'tour': 0, 'theme': theme} | asked)}")
        await page.wait_for_selector("body.ready")
        return window

    async def knows(self, name):
        """The account of the one person of this name."""
        url = f"{self.address}api/people"
        async with ClientSession() as http, http.get(url, params={"q": name}) as answer:
            [person] = await answer.json()
        return person["id"]

    def _hears(self, message):
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _asked(self, request):
        host = urlsplit(request.url).hostname
        if not request.url.startswith("data:") and host != urlsplit(self.address).hostname:
            self.strangers.add(host)

    async def leaves(self):
        for context in self._contexts:
            await context.close()


class Window:
    def __init__(self, page):
        self.page = page
        self._answers = []
        page.on("response", self._answered)

    def _answered(self, answer):
        self._answers.append(answer)

    def phone(self, name):
        return Telephone(self.page.get_by_role("region", name=f"{name}的手机", exact=True))

    @property
    async def names(self):
        return await self.page.locator(".phone .name").all_text_contents()

    async def presses(self, label):
        await self.page.get_by_role("button", name=label, exact=True).click()

    async def weight(self):
        """Bytes of everything that was asked for until now, but for the stream that has no end."""
        bodies = [
            await answer.body()
            for answer in self._answers
            if "event-stream" not in answer.headers["content-type"]
        ]
        return sum(map(len, bodies))


class Telephone:
    def __init__(self, node):
        self.node = node
        self.messages = node.locator("article.msg")
        self.last = self.messages.last

    async def starts(self):
        """As one does with a chat that is empty; one that is not is left as it is."""
        start = self.node.get_by_role("button", name="开始", exact=True)
        if await start.is_visible():
            await start.click()
            await self.sees("您好")
        return self

    async def says(self, text):
        await self.node.locator("textarea").fill(text)
        await self.node.locator("textarea").press("Enter")

    async def presses(self, label):
        """The newest button of this label."""
        await self.node.get_by_role("button", name=label, exact=True).last.click()

    async def commands(self, words):
        await self.presses("命令菜单")
        await self.node.get_by_role("menuitem").filter(has_text=words).click()

    async def attaches(self, kind, file, *, caption=""):
        await self.presses("发送图片、文件、位置")
        async with self.node.page.expect_file_chooser() as chooser:
            await self.node.get_by_role("menuitem", name=kind, exact=True).click()
        await (await chooser.value).set_files(file)
        dialog = self.node.page.locator("dialog.send-view")
        await dialog.get_by_role("textbox").fill(caption)
        await dialog.get_by_role("button", name="发送", exact=True).click()

    async def sees(self, text):
        """It stands in the newest message of the bot, sooner or later."""
        newest = self.node.locator("article.msg.in").last
        await expect(newest).to_contain_text(text, timeout=PATIENCE)
