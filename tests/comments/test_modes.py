"""Whose comments wait: the discussion says so, else its category, else the site; in words."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from articles.models import Article, Category
from comments import modes
from comments.errors import NotPermitted, WrongState
from comments.models import CategoryModeration, Comment, Discussion, Mode, State
from comments.posting import discussion_of
from site_config.kit.pagecache import generation
from site_config.kit.site import saving
from site_config.kit.site.models import SiteSettings
from tests.builders import DAY, NOW, articles, comments, labels, people
from tests.comments.posting_form import send
from tests.support.reading import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.row("CM1")]

ALL = "Every comment of a reader waits for a moderator."
NONE = "Only what looks suspicious waits for a moderator."


@pytest.fixture(autouse=True)
def _announced() -> Any:
    """Nothing is committed in these tests, so nothing announces the settings that they change."""
    generation.shared().renew()
    yield
    generation.shared().renew()


def set_site(moderation: str) -> None:
    saving.save(SiteSettings(moderation=moderation))
    generation.shared().renew()


def set_category(name: str, moderation: str) -> None:
    category = Category.objects.get(name=name)
    CategoryModeration.objects.update_or_create(
        category=category, defaults={"moderation": moderation}
    )


def set_discussion(article: Article, moderation: str) -> None:
    modes.set_moderation(discussion_of(article), moderation, by=people.moderator("mo"), now=NOW)


def in_force(article: Article) -> str:
    return modes.in_force(article, Discussion.objects.filter(article=article).first()).in_words


def a_deep_article() -> Article:
    body = labels.category("Body")
    brain = labels.category("Brain", parent=body)
    return articles.live(category=labels.category("Sleep", parent=brain))


def test_the_nearest_that_says_something_decides_and_the_words_say_which(
    settings: Settings,
) -> None:
    settings.COMMENTS_MODERATION = "none"
    article = a_deep_article()
    told = [(in_force(article), state_of_a_new_comment(article))]
    changes: list[Any] = [
        lambda: set_site("all"),
        lambda: set_category("Body", "none"),
        lambda: set_category("Brain", "all"),
        lambda: set_category("Sleep", "none"),
        lambda: set_discussion(article, "all"),
    ]
    for change in changes:
        change()
        told.append((in_force(article), state_of_a_new_comment(article)))
    assert told == [
        (f"{NONE} The configuration of the server says so.", State.PUBLISHED),
        (f"{ALL} The site settings say so.", State.PENDING),
        (f"{NONE} Its category “Body” says so.", State.PUBLISHED),
        (f"{ALL} Its category “Brain” says so.", State.PENDING),
        (f"{NONE} Its category “Sleep” says so.", State.PUBLISHED),
        (f"{ALL} This discussion says so itself.", State.PENDING),
    ]


def state_of_a_new_comment(article: Article) -> str:
    """What screening makes of it, which must be what the words say."""
    return comments.posted(article).state


def test_changing_a_mode_never_alters_the_queue(settings: Settings) -> None:
    article = a_deep_article()
    waiting, published = comments.pending(article), comments.published(article)
    before = list(Comment.objects.order_by("pk").values())
    for moderation in ("none", "first", "all", ""):
        set_discussion(article, moderation)
        set_site(moderation)
        if moderation:
            set_category("Sleep", moderation)
            settings.COMMENTS_MODERATION = moderation
    assert list(Comment.objects.order_by("pk").values()) == before
    assert {waiting.pk, published.pk} == {each["id"] for each in before}


def test_each_change_stands_in_the_history_of_the_discussion() -> None:
    article = articles.live()
    set_discussion(article, "first")
    [change] = discussion_of(article).changes.all()
    assert (change.mode, change.moderation, change.by_name) == (Mode.OPEN, "first", "mo")
    assert "not trusted yet" in change.in_words


@pytest.mark.row("U5")
def test_it_is_for_moderators_and_means_something() -> None:
    discussion = discussion_of(articles.live())
    with pytest.raises(NotPermitted):
        modes.set_moderation(discussion, "none", by=people.editor(), now=NOW)
    with pytest.raises(WrongState):
        modes.set_moderation(discussion, "some", by=people.moderator(), now=NOW)


@pytest.mark.row("CP13")
class TestTab:
    """The page “Discussion” of an article, and the form of the discussion itself."""

    def tab(self, client: Client, article: Article) -> Element:
        return read(client.get(f"/admin/articles/article/{article.pk}/discussion/"))

    def sent(self, **values: str) -> dict[str, str]:
        return {"mode": "open", "closes_at_0": "", "closes_at_1": "", "moderation": "", **values}

    def test_a_discussion_is_set_up_before_its_first_comment(self, client: Client) -> None:
        client.force_login(people.administrator())
        article = articles.draft()
        page = self.tab(client, article)
        assert not Discussion.objects.exists(), "looking makes none"
        assert ALL in page.one("section", class_="standing").text
        sent = self.sent(mode="read_only", moderation="none")
        path = f"/admin/articles/article/{article.pk}/discussion/"
        assert client.post(path, sent).status_code == 302
        made = Discussion.objects.get(article=article)
        assert (made.mode, made.moderation) == (Mode.READ_ONLY, "none")
        page = self.tab(client, article)
        assert "Read-only" in page.one("section", class_="standing").text
        assert "This discussion says so itself" in page.one("section", class_="standing").text
        assert len(page.one("ol", class_="timeline").all("li")) == 2

    def test_it_can_close_at_a_moment(self, client: Client) -> None:
        client.force_login(people.administrator())
        article = articles.live()
        sent = self.sent(closes_at_0="2099-01-05", closes_at_1="09:00")
        client.post(f"/admin/articles/article/{article.pk}/discussion/", sent)
        assert discussion_of(article).closes_at is not None
        tab = self.tab(client, article)
        assert "Yes, until 5 Jan 2099, 09:00" in tab.text
        assert "Open, until 5 Jan 2099, 09:00" in tab.one("ol", class_="timeline").text

    @pytest.mark.parametrize(
        "wrong", [{"mode": "x"}, {"moderation": "x"}, {"closes_at_0": "\0", "closes_at_1": "x"}]
    )
    def test_what_is_wrong_is_said_and_nothing_done(self, client: Client, wrong: Any) -> None:
        client.force_login(people.administrator())
        article = articles.live()
        path = f"/admin/articles/article/{article.pk}/discussion/"
        assert client.post(path, self.sent(**wrong)).status_code == 422
        assert not Discussion.objects.exists()

    def test_who_may_not_change_it_sees_how_it_stands(self, client: Client) -> None:
        client.force_login(people.editor())
        article = articles.live()
        comments.pending(article)
        page = self.tab(client, article)
        assert page.one("section", class_="standing").all("a") == []
        assert page.all("select", id="id_mode") == []
        path = f"/admin/articles/article/{article.pk}/discussion/"
        assert client.post(path, self.sent(mode="hidden")).status_code == 403

    def test_its_number_counts_what_waits_and_leads_to_it(self, client: Client) -> None:
        client.force_login(people.administrator())
        article, other = articles.live(), articles.live()
        comments.pending(article, name="Mine")
        comments.pending(other, name="Theirs")
        page = self.tab(client, article)
        assert page.one("nav", class_="tabs").one(class_="tab-count").text == "1"
        link = page.one("section", class_="standing").one("a")
        queue = client.get(link["href"])
        assert queue.status_code == 200
        listed = read(queue).one("div", id="changelist").text
        assert "Mine" in listed
        assert "Theirs" not in listed

    def test_the_form_of_the_discussion_calls_the_same_verbs(self, client: Client) -> None:
        client.force_login(people.moderator())
        discussion = discussion_of(articles.live())
        path = f"/admin/comments/discussion/{discussion.pk}/change/"
        assert ALL in read(client.get(path)).text
        assert client.post(path, self.sent(moderation="first")).status_code == 302
        [change] = discussion.changes.all()
        assert (change.moderation, change.by_name) == ("first", "moderator")
        sent = self.sent(moderation="first", closes_at_0="2099-01-05", closes_at_1="09:00")
        client.post(path, sent)
        assert discussion.changes.count() == 2


def test_a_category_is_moderated_by_moderators(client: Client) -> None:
    client.force_login(people.moderator())
    article = a_deep_article()
    path = "/admin/comments/categorymoderation/add/"
    sent = {"category": Category.objects.get(name="Sleep").pk, "moderation": "none"}
    assert client.post(path, sent).status_code == 302
    send(article)
    assert Comment.objects.get().state == State.PUBLISHED


def test_a_discussion_that_has_closed_says_when(client: Client) -> None:
    client.force_login(people.administrator())
    article = articles.live()
    comments.moderation.set_mode(
        discussion_of(article),
        Mode.OPEN,
        closes_at=NOW - DAY,
        by=people.moderator(),
        now=NOW - 2 * DAY,
    )
    page = read(client.get(f"/admin/articles/article/{article.pk}/discussion/"))
    assert "No: it closed on 4 Jan 2026, 09:00" in page.text
