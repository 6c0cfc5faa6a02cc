"""The guides' conversations, played: `python -m tests.kit.guide` writes what people see into them.

In a block, a line such as `王芳 → /checkin` or `王芳 → [到岗]` is an act, `王芳 ←` shows what
somebody now sees, and a line of an hour moves the clock. What is seen stands below, indented.
"""

import asyncio
import re
from pathlib import Path

from domain.office import Level, Role
from tests.kit.databases import Sqlite, swift_folder
from tests.kit.house import House
from tests.kit.someone import Someone

ROOT = Path(__file__).parent.parent.parent
PAGES = tuple(sorted((ROOT / "docs").glob("guide-*.md")))
INDENT = "    "
_BLOCK = re.compile(r"(?<=```text\n).*?(?=```)", re.DOTALL)


def language_of(page: Path) -> str:
    return "zh" if page.name.endswith(".zh.md") else "en"


async def settled(url: str, language: str) -> House:
    """三里社区 with 王芳 and 张伟 under 赵强; 刘洋 is on the roster and has not come yet."""
    house = await House.open(url)
    for name, level, above in (
        ("朝阳区", Level.DISTRICT, None),
        ("三里街道", Level.STREET, "朝阳区"),
        ("三里社区", Level.COMMUNITY, "三里街道"),
        ("五里社区", Level.COMMUNITY, "三里街道"),
    ):
        await house.founds(name, level, within=above)
    for name in ("王芳", "张伟"):
        await house.hires(name, unit="三里社区", language=language)
    await house.hires("刘洋", unit="三里社区", language=language, registered=False)
    for name, unit in (("赵强", "三里社区"), ("孙书记", "三里街道")):
        await house.hires(
            name, unit=unit, roles=[Role.SUPERVISOR], holds=[unit], language=language
        )
    await house.hires("周管理", unit="朝阳区", roles=[Role.ADMINISTRATOR], language=language)
    return house


async def played(page: str, house: House) -> str:
    """The page with every conversation as it goes now."""
    parts, at = [], 0
    for block in _BLOCK.finditer(page):
        parts += [page[at : block.start()], await _played(block.group(), house)]
        at = block.end()
    return "".join([*parts, page[at:]])


async def _played(block: str, house: House) -> str:
    lines: list[str] = []
    for line in block.splitlines():
        if line and not line.startswith(INDENT):
            lines += [line, *await _seen_after(line, house)]
    return "\n".join(lines) + "\n"


async def _seen_after(line: str, house: House) -> list[str]:
    match line.split(maxsplit=2):
        case [name, "←"]:
            return _seen(house.people[name])
        case [name, "→", act]:
            who = house.people[name]
            popups = len(who.phone.popups)
            await _acts(who, act)
            return _seen(who, popup=who.phone.popups[-1] if who.phone.popups[popups:] else None)
        case _:
            await house.at(line)
            return []


async def _acts(who: Someone, act: str) -> None:
    if act.startswith("["):
        await who.presses(act.strip("[]"))
    elif act == "📱":
        await who.does("shares_contact")
    elif act == "📍":
        await who.does("sends_location", 39.9, 116.4)
    else:
        await who.says(act)


def _seen(who: Someone, *, popup: str | None = None) -> list[str]:
    text = popup or who.sees()
    buttons = [] if popup else who.buttons()
    rows = [" ".join(f"[{label}]" for label in buttons)] if buttons else []
    return [f"{INDENT}{line}".rstrip() for line in [*text.splitlines(), *rows]]


async def write(databases: Sqlite) -> None:
    for page in PAGES:
        house = await settled(databases.fresh(), language_of(page))
        page.write_text(await played(page.read_text("utf-8"), house), "utf-8")
        await house.close()


if __name__ == "__main__":
    with swift_folder() as folder:
        template = Sqlite(folder)
        asyncio.run(write(template))
