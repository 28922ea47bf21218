"""Editions: what readers get, and when."""

import datetime as dt

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from articles import editing, publishing, schedules, workflow
from articles.errors import BadSchedule, EditorialRefusal, GateRefused, NotPermitted, WrongStage
from articles.models import Action, Article, Change, Debt, Edition, Kind, Outcome, Stage
from tests.builders import DAY, HOUR, MINUTE, NOW, articles, faqs, images, labels, pages, people
from tests.support.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SECOND = dt.timedelta(seconds=1)


def shown(article: Article, *, now: dt.datetime) -> str | None:
    """The title under which readers find an article at `now`, or None."""
    found = Edition.objects.listed(now).filter(article=article)
    return found.values_list("title", flat=True).first()


class TestPublishing:
    def test_readers_get_all_that_the_revision_says(self) -> None:
        picture = images.image()
        article = articles.live(
            title="Whole",
            body="<h2>Head</h2><p>Seven words stand in this one paragraph.[1]</p>",
            team=people.team(),
            tags=[labels.tag("Rest"), labels.tag("Night")],
            sources=["A study"],
            authors=[people.author("Ana"), people.author("Ben")],
            picture=picture,
        )
        edition = Edition.objects.live(NOW).get(article=article)
        assert (edition.path, edition.title) == ("/articles/whole/", "Whole")
        assert edition.category == labels.category()
        assert edition.team == people.team()
        assert {tag.name for tag in edition.tags.all()} == {"Rest", "Night"}
        assert [author.name for author in edition.writers] == ["Ana", "Ben"]
        assert edition.lead_image == picture
        assert edition.lead_image_alt == "A person asleep in a bed"
        assert [(s["number"], s["title"]) for s in edition.sources] == [(1, "A study")]
        assert edition.contents == [{"id": "head", "text": "Head", "level": 2}]
        assert edition.word_count == 8
        assert edition.live_from == edition.first_published_at == edition.modified_at == NOW

    @pytest.mark.row("E8")
    def test_editing_a_live_article_never_changes_what_readers_see(self, client: Client) -> None:
        faq = faqs.live()
        article = articles.live(
            slug="sleep",
            body="<p>Old text [1].</p>",
            picture=images.image(),
            sources=["Old source"],
            tags=[labels.tag("Old tag")],
            team=people.team("Old Team"),
            faqs=[faq],
        )
        pages_of_it = ["/articles/sleep/", "/", "/articles/", "/feed.xml", "/categories/sleep/"]
        before = {path: client.get(path).content for path in pages_of_it}
        articles.revise(
            article,
            title="New title",
            slug="new-slug",
            summary="New summary",
            body="<p>New text.</p>",
            category=labels.category("New"),
            team=people.team("New Team"),
            tags=[labels.tag("New tag")],
            authors=[people.author("New Author")],
            sources=["New source"],
            faqs=[],
            picture=images.image(colour="red"),
        )
        faqs.revise(faq, body="<p>New answer.</p>")
        assert {path: client.get(path).content for path in pages_of_it} == before
        articles.approve(article)
        assert {path: client.get(path).content for path in pages_of_it} == before
        articles.publish(article)
        assert b"New title" in client.get("/articles/new-slug/").content

    @pytest.mark.row("E8")
    def test_an_edition_is_made_of_the_revision_and_not_of_the_desk(self) -> None:
        """Even a row that was changed behind the verbs' back does not reach readers."""
        article = articles.approved(title="Approved words")
        Article.objects.filter(pk=article.pk).update(title="Slipped in", body="<p>Slipped in</p>")
        edition = publishing.publish(
            editing.latest_revision(article), by=people.editor(), now=NOW
        ).edition
        assert edition.title == "Approved words"
        assert "Slipped in" not in edition.body

    def test_only_the_latest_approved_revision_is_published(self) -> None:
        article = articles.approved()
        old = editing.latest_revision(article)
        articles.revise(article, title="Newer")
        articles.approve(article)
        with pytest.raises(WrongStage):
            publishing.publish(old, by=people.editor(), now=NOW)
        assert not Edition.objects.exists()

    def test_the_gate_blocks_and_nothing_changes(self) -> None:
        article = articles.approved(body="<p>See [3].</p>", category=None)
        history = article.history.count()
        with pytest.raises(GateRefused) as refusal:
            articles.publish(article)
        found = {problem.check_id for problem in refusal.value.problems}  # type: ignore[attr-defined]
        assert found == {"category.missing", "source.undefined"}
        assert "2 things" in refusal.value.message
        assert not Edition.objects.exists()
        assert article.history.count() == history
        with pytest.raises(GateRefused):
            articles.publish(article, at=NOW + DAY)

    def test_what_readers_see_already_is_not_published_again(self) -> None:
        article = articles.live()
        with pytest.raises(WrongStage, match="Readers see this revision already"):
            articles.publish(article)
        assert Edition.objects.filter(article=article).count() == 1

    def test_publishing_again_leaves_one_open_edition(self) -> None:
        article = articles.live()
        for title in ("Second", "Third"):
            articles.republish(article, title=title)
        assert Edition.objects.live(NOW).filter(article=article).count() == 1
        assert Edition.objects.filter(article=article).count() == 3

    def test_pages_and_questions_come_through_the_same_door(self, client: Client) -> None:
        pages.live(slug="about", body="<p>Who we are.</p>")
        faqs.live(slug="nap", answer="<p>Twenty minutes.</p>")
        assert b"Who we are." in client.get("/about/").content
        assert b"Twenty minutes." in client.get("/faq/nap/").content


class TestDates:
    def test_an_update_says_so_and_a_minor_edit_does_not(self) -> None:
        article = articles.live()
        minor = articles.republish(article, now=NOW + DAY, change=Change.MINOR, title="Typo mended")
        assert (minor.first_published_at, minor.modified_at) == (NOW, NOW)
        assert not minor.is_updated
        update = articles.republish(article, now=NOW + 2 * DAY, change=Change.UPDATE, title="New")
        assert (update.first_published_at, update.modified_at) == (NOW, NOW + 2 * DAY)
        assert update.is_updated
        minor = articles.republish(article, now=NOW + 3 * DAY, change=Change.MINOR, title="Comma")
        assert minor.modified_at == NOW + 2 * DAY

    def test_an_article_that_comes_back_keeps_its_first_date(self) -> None:
        article = articles.withdrawn()
        edition = articles.publish(article, now=NOW + 5 * DAY, change=Change.UPDATE)
        assert (edition.first_published_at, edition.modified_at) == (NOW, NOW + 5 * DAY)

    def test_a_schedule_counts_from_its_moment(self) -> None:
        article = articles.scheduled(at=NOW + DAY)
        edition = Edition.objects.get(article=article)
        assert edition.first_published_at == edition.modified_at == NOW + DAY


@pytest.mark.row("E6")
class TestScheduling:
    def test_it_is_everywhere_at_its_moment_without_cron(
        self, client: Client, clock: TimeMachineFixture
    ) -> None:
        at = NOW + DAY
        articles.scheduled(
            slug="planned",
            title="Planned dreams",
            at=at,
            tags=[labels.tag()],
            team=people.team(),
            faqs=[faqs.draft(slug="dream", question="Do all people dream?")],
        )
        lists = ["/", "/articles/", "/categories/sleep/", "/tags/rest/", "/authors/ana-alonso/"]
        lists += ["/teams/sleep-team/", "/feed.xml", "/rss.xml", "/search/?q=dreams"]
        clock.move_to(at - SECOND, tick=False)
        assert client.get("/articles/planned/").status_code == 404
        assert client.get("/faq/dream/").status_code == 404
        for path in [*lists, "/sitemap-articles.xml", "/faq/"]:
            assert b"planned" not in client.get(path).content.lower(), path
        clock.move_to(at, tick=False)
        page = client.get("/articles/planned/")
        assert page.status_code == 200
        assert b"Do all people dream?" in page.content
        for path in lists:
            assert b"Planned dreams" in client.get(path).content, path
        assert b"/articles/planned/" in client.get("/sitemap-articles.xml").content
        assert b"/faq/dream/" in client.get("/faq/").content

    def test_what_is_live_gives_way_at_that_very_moment(self) -> None:
        article = articles.live(title="Old")
        articles.revise(article, title="New")
        articles.publish(article, at=NOW + DAY, change=Change.UPDATE)
        assert shown(article, now=NOW + DAY - SECOND) == "Old"
        assert shown(article, now=NOW + DAY) == "New"

    def test_a_new_schedule_replaces_the_one_before(self) -> None:
        article = articles.live(title="Old")
        articles.revise(article, title="New")
        articles.publish(article, at=NOW + DAY)
        articles.publish(article, at=NOW + 3 * DAY)
        assert Edition.objects.ahead(NOW).filter(article=article).count() == 1
        assert shown(article, now=NOW + 2 * DAY) == "Old"
        assert shown(article, now=NOW + 3 * DAY) == "New"

    def test_publishing_at_once_replaces_a_schedule(self) -> None:
        article = articles.live(title="Old")
        articles.revise(article, title="Planned")
        articles.publish(article, at=NOW + DAY)
        articles.revise(article, now=NOW + HOUR, title="At once")
        articles.publish(article, now=NOW + HOUR)
        assert not Edition.objects.ahead(NOW + HOUR).exists()
        assert [shown(article, now=NOW + h) for h in (MINUTE, HOUR, DAY, 9 * DAY)] == [
            "Old",
            "At once",
            "At once",
            "At once",
        ]

    def test_cancelling_restores_what_readers_had(self, client: Client) -> None:
        article = articles.live(title="Old")
        articles.revise(article, title="New")
        articles.publish(article, at=NOW + DAY)
        publishing.cancel_schedule(article, by=people.editor(), now=NOW + HOUR)
        for moment in (NOW, NOW + HOUR, NOW + DAY, NOW + 99 * DAY):
            assert shown(article, now=moment) == "Old"
        assert not Edition.objects.ahead(NOW).exists()
        with pytest.raises(WrongStage):
            publishing.cancel_schedule(article, by=people.editor(), now=NOW + HOUR)

    def test_cancelling_a_first_publication_leaves_nothing(self) -> None:
        article = articles.scheduled(at=NOW + DAY)
        publishing.cancel_schedule(article, by=people.editor(), now=NOW)
        assert shown(article, now=NOW + 2 * DAY) is None

    def test_cancelling_keeps_back_the_questions_that_would_have_gone_along(self) -> None:
        faq = faqs.draft()
        article = articles.scheduled(at=NOW + DAY, faqs=[faq])
        publishing.cancel_schedule(article, by=people.editor(), now=NOW)
        assert not Edition.objects.live(NOW + 2 * DAY).filter(article=faq).exists()

    def test_cancelling_a_schedule_of_a_withdrawn_article_leaves_the_notice(self) -> None:
        article = articles.withdrawn()
        articles.publish(article, now=NOW + 2 * DAY, at=NOW + 5 * DAY)
        publishing.cancel_schedule(article, by=people.editor(), now=NOW + 3 * DAY)
        assert Edition.objects.live(NOW + 9 * DAY).get(article=article).outcome == Outcome.NOTICE

    def test_it_can_be_edited_at_once_after_it_fired(self) -> None:
        article = articles.scheduled(at=NOW + DAY, title="Planned")
        articles.republish(article, now=NOW + DAY, title="Changed in the same second")
        assert shown(article, now=NOW + DAY) == "Changed in the same second"
        with pytest.raises(WrongStage):
            publishing.cancel_schedule(article, by=people.editor(), now=NOW + 2 * DAY)

    @pytest.mark.parametrize("late", [dt.timedelta(0), SECOND, 300 * DAY])
    def test_a_moment_that_has_passed_is_refused(self, late: dt.timedelta) -> None:
        article = articles.approved()
        with pytest.raises(BadSchedule) as refusal:
            articles.publish(article, at=NOW - late)
        assert refusal.value.field == "at"
        assert not Edition.objects.exists()

    def test_history_catches_up_once(self) -> None:
        article = articles.scheduled(at=NOW + DAY)
        assert schedules.follow_up(now=NOW + DAY - SECOND) == 0
        assert schedules.follow_up(now=NOW + 2 * DAY) == 1
        assert schedules.follow_up(now=NOW + 2 * DAY) == 0
        line = article.history.get(action=Action.WENT_LIVE)
        assert (line.at, line.by, line.by_name) == (NOW + DAY, None, "The system")

    def test_history_catches_up_on_what_was_replaced_meanwhile(self) -> None:
        """Nobody ran `tick` between the moment and the next publication."""
        article = articles.scheduled(at=NOW + DAY)
        articles.republish(article, now=NOW + 2 * DAY, title="Next")
        schedules.follow_up(now=NOW + 3 * DAY)
        assert article.history.filter(action=Action.WENT_LIVE).count() == 1


class TestWithQuestions:
    @pytest.mark.row("F6")
    def test_readers_see_only_the_answer_that_was_published(self, client: Client) -> None:
        faq = faqs.live(answer="<p>Old answer.</p>")
        articles.live(slug="one", faqs=[faq])
        faqs.revise(faq, body="<p>New answer.</p>")
        for path in ("/articles/one/", faq.desk_path):
            content = client.get(path).content
            assert b"Old answer." in content
            assert b"New answer." not in content
        faqs.publish(faq)
        for path in ("/articles/one/", faq.desk_path):
            assert b"New answer." in client.get(path).content

    @pytest.mark.row("F6")
    def test_a_draft_question_is_not_shown_on_a_live_article(self, client: Client) -> None:
        article = articles.draft(slug="one", faqs=[faqs.draft(question="Secret question?")])
        articles.publish(article, with_faqs=False)
        assert b"Secret question?" not in client.get("/articles/one/").content

    @pytest.mark.row("F6")
    def test_an_article_takes_its_draft_questions_along(self) -> None:
        faq, shown_already = faqs.draft(question="New?"), faqs.live(question="Known?")
        article = articles.approved(faqs=[faq, shown_already])
        done = publishing.publish(editing.latest_revision(article), by=people.editor(), now=NOW)
        assert [edition.title for edition in done.faqs] == ["New?"]
        line = faq.history.get(action=Action.PUBLISHED)
        assert article.title in line.note
        faq.refresh_from_db()
        assert faq.stage == Stage.APPROVED

    def test_a_question_that_the_gate_stops_stops_the_article(self) -> None:
        article = articles.approved(faqs=[faqs.draft(answer="")])
        with pytest.raises(GateRefused):
            articles.publish(article)
        assert not Edition.objects.exists()

    @pytest.mark.row("F6")
    def test_an_article_never_brings_back_an_older_answer(self) -> None:
        """The article was saved before the question was rewritten and published on its own."""
        faq = faqs.draft(answer="<p>Old answer.</p>")
        article = articles.draft(faqs=[faq])
        faqs.republish(faq, now=NOW + HOUR, body="<p>New answer.</p>")
        articles.publish(article, now=NOW + DAY)
        live = Edition.objects.live(NOW + DAY).get(article=faq)
        assert "New answer." in live.body

    def test_taking_an_answer_along_approves_nothing_that_was_written_since(self) -> None:
        faq = faqs.draft(answer="<p>Read.</p>")
        article = articles.approved(faqs=[faq])
        faqs.revise(faq, by=people.editor(), body="<p>Not read by a second person.</p>")
        articles.publish(article)
        assert Edition.objects.live(NOW).get(article=faq).body == "<p>Read.</p>"
        newest = editing.latest_revision(faq)
        with pytest.raises(WrongStage):
            publishing.publish(newest, by=people.editor(), now=NOW)

    @pytest.mark.row("F6")
    def test_an_article_never_brings_back_a_withdrawn_answer(self) -> None:
        faq = faqs.live()
        article = articles.draft(faqs=[faq])
        publishing.withdraw(faq, by=people.editor(), now=NOW + HOUR, reason="It was wrong.")
        articles.publish(article, now=NOW + DAY)
        live = Edition.objects.live(NOW + DAY).get(article=faq)
        assert live.outcome == Outcome.NOTICE


class TestWithdrawing:
    def test_its_address_answers_410_with_the_reason_and_a_way_on(self, client: Client) -> None:
        better = articles.live(slug="better", title="Better advice")
        article = articles.live(slug="worse", title="Worse advice", body="<p>Bad text.</p>")
        publishing.withdraw(
            article, by=people.editor(), now=NOW, reason="The study was wrong.", replacement=better
        )
        response = client.get("/articles/worse/")
        page = read(response)
        assert response.status_code == 410
        assert "The study was wrong." in page.text
        assert "Bad text." not in page.text
        assert "/articles/better/" in page.links()
        assert page.one("meta", name="robots").attributes["content"] == "noindex"

    def test_it_is_gone_from_every_list_on_the_next_request(self, client: Client) -> None:
        article = articles.live(slug="worse", title="Worse advice", tags=[labels.tag()])
        lists = ["/", "/articles/", "/categories/sleep/", "/tags/rest/", "/feed.xml", "/rss.xml"]
        lists += ["/authors/ana-alonso/", "/search/?q=advice"]
        for path in lists:
            assert b"Worse advice" in client.get(path).content, path
        publishing.withdraw(article, by=people.editor(), now=NOW, reason="Wrong.")
        for path in [*lists, "/sitemap-articles.xml"]:
            content = client.get(path).content
            assert b"Worse advice" not in content, path
            assert b"/articles/worse/" not in content, path

    def test_it_may_send_readers_to_its_replacement(self, client: Client) -> None:
        better = articles.live(slug="better")
        articles.withdrawn(slug="worse", replacement=better, redirect=True)
        with_notice = Edition.objects.live(NOW + 2 * DAY).get(path="/articles/worse/")
        assert with_notice.outcome == Outcome.MOVED

    def test_the_redirect_is_checked_again_by_browsers(
        self, client: Client, clock: TimeMachineFixture
    ) -> None:
        better = articles.live(slug="better")
        articles.withdrawn(slug="worse", replacement=better, redirect=True)
        clock.move_to(NOW + 2 * DAY)
        response = client.get("/articles/worse/")
        assert (response.status_code, response["Location"]) == (301, "/articles/better/")
        assert response["Cache-Control"] == "no-cache"
        publishing.withdraw(better, by=people.editor(), now=NOW + 2 * DAY, reason="Wrong as well.")
        assert client.get("/articles/worse/").status_code == 410

    def test_old_addresses_lead_to_the_notice(
        self, client: Client, clock: TimeMachineFixture
    ) -> None:
        article = articles.live(slug="first")
        articles.republish(article, slug="second")
        publishing.withdraw(article, by=people.editor(), now=NOW + 2 * DAY, reason="Wrong.")
        clock.move_to(NOW + 3 * DAY)
        response = client.get("/articles/first/", follow=True)
        assert response.redirect_chain == [("/articles/second/", 301)]
        assert response.status_code == 410

    def test_it_ends_a_schedule_as_well(self) -> None:
        article = articles.live()
        articles.revise(article, title="Planned")
        articles.publish(article, at=NOW + DAY)
        publishing.withdraw(article, by=people.editor(), now=NOW + HOUR, reason="Wrong.")
        assert shown(article, now=NOW + 2 * DAY) is None
        live = Edition.objects.live(NOW + 2 * DAY).get(article=article)
        assert live.outcome == Outcome.NOTICE

    def test_what_makes_no_sense_is_refused(self) -> None:
        article, other = articles.live(), articles.draft()
        refused: list[tuple[str, dict[str, object]]] = [
            ("reason", {"reason": " "}),
            ("replacement", {"reason": "Wrong.", "redirect": True}),
            ("replacement", {"reason": "Wrong.", "replacement": article}),
            ("replacement", {"reason": "Wrong.", "replacement": other}),
        ]
        for field, arguments in refused:
            with pytest.raises(EditorialRefusal) as refusal:
                publishing.withdraw(article, by=people.editor(), now=NOW, **arguments)  # type: ignore[arg-type]
            assert refusal.value.field == field
        assert shown(article, now=NOW) is not None


class TestImported:
    def test_what_the_gate_finds_becomes_debts_that_a_clean_edition_clears(self) -> None:
        data = articles.data_of(Kind.ARTICLE, title="Old post", body="<p>Text</p>")
        revision = editing.create(Kind.ARTICLE, data, by=None, now=NOW)
        at = NOW - 1000 * DAY
        edition = publishing.publish_imported(revision, by=None, now=NOW, at=at)
        assert edition.first_published_at == edition.modified_at == at
        debts = Debt.objects.filter(article=revision.article)
        assert set(debts.values_list("check_id", flat=True)) == {
            "category.missing",
            "byline.missing",
        }
        article = revision.article
        articles.revise(
            article,
            by=people.editor(),
            summary="What it is about.",
            category=labels.category(),
            authors=[people.author()],
        )
        workflow.submit(article, by=people.editor(), now=NOW)
        newest = editing.latest_revision(article)
        workflow.approve(newest, by=people.editor("second"), now=NOW)
        publishing.publish(newest, by=people.editor(), now=NOW, change=Change.MINOR)
        assert not debts.exists()

    def test_a_person_needs_the_right_to_publish(self) -> None:
        revision = editing.latest_revision(articles.draft())
        with pytest.raises(NotPermitted):
            publishing.publish_imported(revision, by=people.writer(), now=NOW, at=NOW)
