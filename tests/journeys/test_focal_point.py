"""An editor says what of a picture must stay in view: by a click or by the keyboard."""

import pytest
from playwright.sync_api import expect

from articles.models import Image
from tests.builders import images, people
from tests.journeys.conftest import Visitors
from tests.journeys.desk import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite, pytest.mark.row("M2")]


def test_a_click_and_the_keyboard_move_the_same_point(visitors: Visitors) -> None:
    image = images.image(size=(300, 200))
    people.editor()
    page = visitors.arrive()
    sign_in(page, "editor", f"/admin/articles/image/{image.pk}/change/")
    mark, across = page.locator(".focal-mark"), page.locator("#id_focal_x")
    expect(mark).to_be_visible()
    box = page.locator(".focal-picture").bounding_box()
    assert box
    page.locator(".focal-picture").click(position={"x": box["width"] / 4, "y": box["height"] / 2})
    expect(across).to_have_value("0.25")
    across.press("ArrowUp")
    expect(across).to_have_value("0.26")
    expect(mark).to_have_attribute("style", "left: 26%; top: 50%;")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    image = Image.objects.get()
    assert (image.focal_x, image.focal_y) == (0.26, 0.5)
