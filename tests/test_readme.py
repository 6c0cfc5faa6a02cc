"""The README's day is played as it stands there, in both languages of the README."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def lines(page):
    block = re.search(r"```text\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    return block.group(1).splitlines()


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
async def test_the_sample_day_of_the_readme(office, page):
    for line in lines(page):
        match line.split(maxsplit=2):
            case [hour]:
                await office.at(hour)
            case [name, "→", act] if act.startswith("["):
                await office.people[name].presses(act.strip("[]"))
            case [name, "→", words]:
                await office.people[name].says(words)
            case [name, "←", answer]:
                assert office.people[name].sees().startswith(answer), line
