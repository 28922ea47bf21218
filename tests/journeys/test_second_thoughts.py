"""A writer takes words back, a second editor agrees, and in the end another article stands in."""

import pytest
from playwright.sync_api import expect

from tests.builders import articles, people
from tests.journeys.conftest import Visitors
from tests.journeys.desk import pick, sign_in, take_step

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


@pytest.mark.row("A6")
@pytest.mark.row("E14")
@pytest.mark.row("R12")
def test_an_earlier_text_comes_back_and_a_replacement_takes_over(visitors: Visitors) -> None:
    articles.live(title="Naps, told better")
    article = articles.live(title="Naps", body="<p>Twenty minutes are enough.</p>")
    articles.revise(article, body="<p>Two hours are enough.</p>")
    people.editor("second")
    base = f"/admin/articles/article/{article.pk}"
    writer, editor, reader = visitors.arrive(), visitors.arrive(), visitors.arrive()

    sign_in(writer, "writer", f"{base}/revisions/1/restore/")
    expect(writer.locator("#content ins").last).to_contain_text("Twenty minutes")
    expect(writer.locator("#content del").last).to_contain_text("Two hours")
    writer.locator(".submit-row [type=submit]").click()
    expect(writer.locator(".messagelist")).to_contain_text("revision 3")
    writer.goto(f"{base}/change/")
    take_step(writer, "Submit for review")

    sign_in(editor, "second", f"{base}/change/")
    take_step(editor, "Approve")
    reader.goto(article.desk_path)
    expect(reader.locator(".article-body")).to_contain_text("Twenty minutes")

    editor.goto(f"{base}/steps/withdraw/")
    editor.locator("[name=reason]").fill("A newer article says it better.")
    pick(editor.locator("form:has([name=replacement])"), "Naps, told better")
    editor.locator(".submit-row").locator("button, input[type=submit]").first.click()
    expect(editor.locator(".messagelist .success")).to_contain_text("Withdrawn")
    gone = reader.goto(article.desk_path)
    assert gone is not None
    assert gone.status == 410
    expect(reader.locator("main")).to_contain_text("A newer article says it better.")
    reader.get_by_role("link", name="Naps, told better").first.click()
    expect(reader.locator("h1")).to_have_text("Naps, told better")
