"""Steps as buttons and in bulk: GET asks, POST calls the verb, a refusal keeps what was typed."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from time_machine import TimeMachineFixture

from articles.editing import latest_revision
from articles.models import Action, Article, Edition, Outcome, SignOff, Stage
from tests.articles.admin.desk_forms import step_url, take_step
from tests.builders import DAY, HOUR, NOW, articles, faqs, pages, people
from tests.support.reading import fields_of, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PUBLISH = {"change": "new", "note": "", "at_0": "", "at_1": "", "with_faqs": "on"}
LISTING = "/admin/articles/article/"


@pytest.fixture
def editor(client: Client) -> User:
    """An editor who has signed in to the client of the test."""
    client.force_login(people.editor())
    return people.editor()


def bulk(client: Client, action: str, *chosen: Article) -> Any:
    fields = {"action": action, "_selected_action": [article.pk for article in chosen]}
    return client.post(LISTING, fields, follow=True)


@pytest.mark.sqlite
class TestSteps:
    def test_who_wrote_it_learns_before_a_click_that_somebody_else_approves(
        self, client: Client
    ) -> None:
        own, other = articles.in_review(by=people.editor()), articles.in_review()
        client.force_login(people.editor())
        asked = [read(client.get(step_url(each, "approve"))) for each in (own, other)]
        assert ["four eyes" in page.one(id="content-main").text for page in asked] == [True, False]

    def test_the_whole_way_through_the_buttons(self, client: Client) -> None:
        article = articles.draft(slug="sleep")
        client.force_login(people.writer())
        done = take_step(client, article, "submit", {"note": "Ready"}, follow=True)
        assert "An editor will read it" in done.content.decode()
        client.force_login(people.editor())
        take_step(client, article, "request-changes", {"note": "Shorter"})
        assert Article.objects.get(pk=article.pk).stage == Stage.CHANGES_REQUESTED
        client.force_login(people.writer())
        take_step(client, article, "submit", {"note": ""})
        client.force_login(people.reviewer())
        take_step(client, article, "sign-off", {"note": "Right"})
        client.force_login(people.editor())
        take_step(client, article, "approve", {"note": ""})
        done = take_step(client, article, "publish", PUBLISH, follow=True)
        assert "readers see it at /articles/sleep/" in done.content.decode()
        assert client.get("/articles/sleep/").status_code == 200
        take_step(client, article, "withdraw", {"reason": "It was wrong."})
        assert client.get("/articles/sleep/").status_code == 410
        actions = [line.action for line in article.history.order_by("pk")]
        assert actions == [
            Action.CREATED, Action.SUBMITTED, Action.CHANGES_REQUESTED, Action.SUBMITTED,
            Action.SIGNED_OFF, Action.APPROVED, Action.PUBLISHED, Action.WITHDRAWN,
        ]  # fmt: skip

    def test_asking_changes_nothing(self, client: Client, editor: User) -> None:
        article = articles.approved()
        before = article.history.count()
        for step in ("submit", "approve", "request-changes", "publish", "withdraw"):
            assert client.get(step_url(article, step)).status_code == 200
        assert article.history.count() == before
        assert not Edition.objects.exists()

    def test_a_moment_ahead_is_a_schedule(
        self, client: Client, editor: User, clock: TimeMachineFixture
    ) -> None:
        article = articles.approved(slug="sleep")
        fields = {**PUBLISH, "at_0": "2026-01-06", "at_1": "09:00"}
        done = take_step(client, article, "publish", fields, follow=True)
        assert "Scheduled for" in done.content.decode()
        assert client.get("/articles/sleep/").status_code == 404
        assert Edition.objects.get().live_from == NOW + DAY
        take_step(client, article, "cancel-schedule", {})
        clock.move_to(NOW + 2 * DAY)
        assert client.get("/articles/sleep/").status_code == 404

    def test_readers_are_sent_on_where_an_editor_says_so(
        self, client: Client, editor: User
    ) -> None:
        better = articles.live(slug="better")
        article = articles.live(slug="worse")
        fields = {"reason": "Old.", "replacement": better.pk, "redirect": "on"}
        take_step(client, article, "withdraw", fields)
        assert client.get("/articles/worse/")["Location"] == "/articles/better/"

    @pytest.mark.parametrize(
        ("build", "step", "fields", "message"),
        [
            (articles.draft, "publish", PUBLISH, "Only an approved revision"),
            (articles.draft, "approve", {"note": "Kept words"}, "is at the stage “Draft”"),
            (articles.in_review, "request-changes", {"note": " "}, "This field is required."),
            (articles.live, "withdraw", {"reason": ""}, "This field is required."),
            (
                articles.live,
                "withdraw",
                {"reason": "Kept words", "replacement": "none"},
                "Choose an article from the list.",
            ),
            (
                articles.live,
                "withdraw",
                {"reason": "Kept words", "redirect": "on"},
                "Choose the article to redirect to.",
            ),
            (
                articles.approved,
                "publish",
                {**PUBLISH, "at_0": "2025-12-31", "at_1": "09:00", "note": "Kept words"},
                "This moment has passed.",
            ),
            (articles.approved, "publish", {**PUBLISH, "at_0": "soon"}, "Enter a valid date."),
            (articles.approved, "publish", {**PUBLISH, "change": "x"}, "Select a valid choice."),
            (articles.approved, "cancel-schedule", {}, "Nothing is scheduled"),
            (lambda: articles.approved(category=None), "publish", PUBLISH, "Choose a category."),
            (lambda: articles.draft(authors=[]), "submit", {"note": "Kept words"}, "Name at least"),
        ],
    )
    def test_a_refusal_is_told_with_422_and_keeps_the_words(
        self,
        client: Client,
        editor: User,
        build: Any,
        step: str,
        fields: dict[str, str],
        message: str,
    ) -> None:
        article = build()
        before = article.history.count()
        response = take_step(client, article, step, fields)
        assert response.status_code == 422
        assert message in " ".join(e.text for e in read(response).all(class_="errorlist"))
        for words in {"Kept words"} & set(fields.values()):
            assert words in response.content.decode()
        assert article.history.count() == before

    @pytest.mark.parametrize(
        ("step", "fields"),
        [
            ("submit", {"note": "Kept words"}),
            ("request-changes", {"note": "Kept words"}),
            ("approve", {"note": "Kept words"}),
            ("sign-off", {"note": "Kept words"}),
            ("publish", {**PUBLISH, "note": "Kept words"}),
        ],
    )
    def test_nobody_decides_on_words_that_they_have_not_read(
        self, client: Client, step: str, fields: dict[str, str]
    ) -> None:
        client.force_login(people.superuser())
        article = articles.approved()
        sent = fields_of(read(client.get(step_url(article, step))).all("form", method="post")[-1])
        articles.revise(article, body="<p>Saved meanwhile.</p>")
        if step != "submit":
            articles.approve(article)
        before = article.history.count()
        stale = client.post(step_url(article, step), {**sent, **fields})
        assert stale.status_code == 422
        assert "Somebody saved revision 2 while you were reading revision 1." in read(stale).text
        assert "revision 2" in read(stale).one(class_="step-subject").text
        assert "Kept words" in stale.content.decode()
        newest = str(latest_revision(article).pk)
        assert read(stale).one("input", name="revision")["value"] == newest
        others = latest_revision(articles.draft()).pk
        for revision in ("", "x", "9" * 30, others):
            unread = client.post(step_url(article, step), {**fields, "revision": revision})
            assert "Read that one, then decide." in read(unread).text
        assert article.history.count() == before
        assert not SignOff.objects.exclude(by=people.editor()).exists()
        if step == "approve":
            Article.objects.filter(pk=article.pk).update(stage=Stage.IN_REVIEW)
        assert take_step(client, article, step, fields).status_code == 302

    def test_a_step_that_is_none_answers_404(self, client: Client, editor: User) -> None:
        article = articles.draft()
        for url in (step_url(article, "explode"), f"{LISTING}999999/steps/publish/"):
            assert client.get(url).status_code == 404
            assert client.post(url, {}).status_code == 404

    def test_other_articles_of_the_questions_are_named(self, client: Client, editor: User) -> None:
        faq = faqs.live(question="Shared?")
        articles.live(title="Elsewhere", faqs=[faq])
        article = articles.approved(faqs=[faq])
        shown = read(client.get(step_url(article, "publish")))
        assert "Shared?" in shown.text
        assert "Elsewhere" in shown.text

    def test_the_answer_of_a_new_question_is_read_before_it_goes_live(
        self, client: Client, editor: User
    ) -> None:
        article = articles.live()
        faq = faqs.draft(question="How often?", answer="<p>Once a day.</p>")
        articles.revise(article, faqs=[faq])
        for step in ("approve", "publish"):
            shown = read(client.get(step_url(article, step)))
            added = shown.one("ul", class_="diff-rows")
            assert [each.text for each in added.all("ins")] == ["How often?", "Once a day."]
            [whole] = shown.one(class_="step-subject").links()
            assert whole.endswith("/revisions/2/")

    @pytest.mark.row("E11")
    def test_each_warning_wants_a_tick(self, client: Client, editor: User) -> None:
        body = '<p>See <a href="https://who.example/">here</a>.</p>'
        article = articles.approved(body=body, faqs=[faqs.draft(answer=body)])
        shown = read(client.get(step_url(article, "publish")))
        [asked] = (tick["name"] for tick in shown.one(class_="ticks").all("input"))
        refused = take_step(client, article, "publish", {**PUBLISH, "note": "Kept words"})
        assert refused.status_code == 422
        assert "Tick it, or mend the text first." in refused.content.decode()
        assert "Kept words" in refused.content.decode()
        done = take_step(client, article, "publish", {**PUBLISH, str(asked): "on"})
        assert done.status_code == 302
        assert article.history.filter(action=Action.ACKNOWLEDGED).count() == 1

    def test_pages_and_questions_have_the_same_buttons(self, client: Client, editor: User) -> None:
        for article in (pages.draft(), faqs.draft()):
            articles.approve(article)
            assert take_step(client, article, "publish", PUBLISH).status_code == 302
            assert client.get(article.desk_path).status_code == 200


@pytest.mark.sqlite
@pytest.mark.row("E1")
class TestWriterCannotPublish:
    """Through no door: the verb itself is in test_workflow, the form in test_desk."""

    def test_by_a_step(self, client: Client) -> None:
        article = articles.approved()
        client.force_login(people.writer())
        for step, fields in (
            ("publish", PUBLISH),
            ("publish", {**PUBLISH, "at_0": "2026-02-01", "at_1": "09:00"}),
            ("approve", {"note": ""}),
            ("withdraw", {"reason": "Mine."}),
        ):
            assert take_step(client, article, step, fields).status_code in {403, 422}
        assert not Edition.objects.exists()

    def test_in_bulk(self, client: Client) -> None:
        approved, waiting = articles.approved(), articles.in_review()
        client.force_login(people.writer())
        for action in ("publish_selected", "approve_selected"):
            done = bulk(client, action, approved, waiting)
            assert done.status_code == 200
        assert not Edition.objects.exists()
        waiting.refresh_from_db()
        assert waiting.stage == Stage.IN_REVIEW

    def test_nor_take_away_what_is_live(self, client: Client) -> None:
        article = articles.live()
        client.force_login(people.writer())
        take_step(client, article, "withdraw", {"reason": "Mine."})
        assert Edition.objects.live(NOW).get(article=article).outcome == Outcome.CONTENT


class TestBulk:
    def test_each_article_gets_its_own_answer(self, client: Client, editor: User) -> None:
        good = articles.approved(title="Good")
        early = articles.draft(title="Early")
        faulty = articles.approved(title="Faulty", category=None)
        said = bulk(client, "publish_selected", good, early, faulty).content.decode()
        assert "Published: Good" in said
        assert "Early: Only an approved revision" in said
        assert "Faulty: " in said
        assert "Choose a category." in said
        live = Edition.objects.live(NOW).values_list("article", flat=True)
        assert list(live) == [good.pk]

    @pytest.mark.row("E11")
    def test_what_wants_a_tick_is_not_published_in_bulk(self, client: Client, editor: User) -> None:
        vague = articles.approved(body='<p>See <a href="https://who.example/">here</a>.</p>')
        said = bulk(client, "publish_selected", vague).content.decode()
        assert "1 warning that nobody has ticked" in said
        assert "The words of the link “here”" in said
        assert not Edition.objects.exists()

    def test_submitting_and_approving(self, client: Client) -> None:
        mine, theirs = articles.draft(title="Mine"), articles.draft(by=people.writer("other"))
        client.force_login(people.writer())
        bulk(client, "submit_selected", mine, theirs)
        stages = {a.pk: a.stage for a in Article.objects.all()}
        assert stages == {mine.pk: Stage.IN_REVIEW, theirs.pk: Stage.DRAFT}
        client.force_login(people.editor())
        bulk(client, "approve_selected", mine, theirs)
        stages = {a.pk: a.stage for a in Article.objects.all()}
        assert stages == {mine.pk: Stage.APPROVED, theirs.pk: Stage.DRAFT}

    def test_what_is_scheduled_is_not_published_by_mistake(
        self, client: Client, editor: User
    ) -> None:
        """Bulk publication calls the same verb: it replaces the schedule and says so in history."""
        article = articles.scheduled(at=NOW + DAY)
        bulk(client, "publish_selected", article)
        assert Edition.objects.ahead(NOW + HOUR).count() == 0
        assert Edition.objects.live(NOW).filter(article=article).exists()
