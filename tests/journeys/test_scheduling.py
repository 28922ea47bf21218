"""An editor plans a publication around a clock change, on a phone and by keyboard."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from articles.models import Edition
from tests.builders import articles, people
from tests.journeys.conftest import Visitors
from tests.journeys.desk import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

# A phone of 320 points, which is also a screen of 1280 at 400 %.
NARROW = {"width": 320, "height": 640}


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(
        page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    )


@pytest.mark.row("E5")
@pytest.mark.row("E6")
@pytest.mark.row("U10")
def test_the_button_follows_the_moment(visitors: Visitors, settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Paris"
    article = articles.approved()
    people.editor()
    editor = visitors.arrive()
    editor.set_viewport_size(NARROW)  # type: ignore[arg-type]
    base = f"/admin/articles/article/{article.pk}"
    sign_in(editor, "editor", "/admin/")
    for place in ("/admin/", "/admin/calendar/", f"{base}/review/", f"{base}/steps/publish/"):
        editor.goto(place)
        assert fits(editor), place

    buttons = editor.locator("timed-buttons button")
    expect(buttons).to_have_text(["Publish now"])
    editor.locator("[name=at_0]").fill("2027-03-28")
    editor.locator("[name=at_1]").fill("02:30")
    expect(buttons).to_have_text(["Schedule for 28 Mar 2027 02:30 Europe/Paris"])
    buttons.click()
    expect(editor.locator(".errorlist")).to_contain_text("leave out 02:30")
    expect(editor.locator("[name=at_0]")).to_have_value("2027-03-28")
    editor.locator("[name=at_1]").fill("03:30")
    expect(buttons).to_have_text(["Schedule for 28 Mar 2027 03:30 Europe/Paris"])
    editor.locator("[name=at_1]").press("Enter")
    expect(editor.locator(".messagelist")).to_contain_text("28 Mar 2027 03:30 Europe/Paris")
    assert Edition.objects.get().live_from.isoformat() == "2027-03-28T01:30:00+00:00"
