"""The guides show each conversation as it looks: they are played, and nothing may differ."""

import pytest

from tests.kit.guide import PAGES, language_of, played, settled


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
async def test_a_guide_shows_what_people_see(page, database_url):
    house = await settled(database_url, language_of(page))
    written = page.read_text("utf-8")
    assert await played(written, house) == written, "make guides brings it in step"
    await house.close()
