"""Sites to measure with: what is written in bulk looks like what the verbs would have made."""

import io
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F, Q
from django.test import Client, TestCase
from django.utils import timezone

from articles import editing, editions, gate, snapshots
from articles.models import Address, Article, Edition, HistoryEntry, Kind, SearchDocument, Stage
from articles.search import find
from comments import posting
from comments.models import Comment, Decision, Discussion, State
from site_config.kit import html
from site_config.scale import desk, discussions
from tests.builders import articles, comments
from tests.site_config.public_pages import walk

pytestmark = pytest.mark.django_db

ARTICLES, COMMENTS, ON_ONE = 110, 700, 120


def seed(*options: str, **numbers: int) -> str:
    said = io.StringIO()
    whole = {"articles": ARTICLES, "comments": COMMENTS, "comments_on_one": ON_ONE, **numbers}
    call_command("seed_scale", *options, stdout=said, stderr=said, **whole)
    return said.getvalue()


def state_of_everything() -> list[object]:
    return [
        *Article.objects.order_by("pk").values_list("pk", "slug", "stage", "body"),
        *Edition.objects.order_by("pk").values_list("pk", "first_published_at", "related_ids"),
        *Comment.objects.order_by("pk").values_list("pk", "path", "state", "body", "created_at"),
    ]


class TestWhatIsWritten(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        """A small site, written in several batches all the same, once for all tests."""
        with patch.object(desk, "_AT_ONCE", 40), patch.object(discussions, "_AT_ONCE", 90):
            seed()

    def test_it_is_as_much_as_was_asked_for(self) -> None:
        live = Edition.objects.listed(timezone.now())
        assert live.count() == ARTICLES
        assert Comment.objects.count() == COMMENTS
        longest = Discussion.objects.get(article__slug=desk.MOST_COMMENTS)
        assert longest.comments.count() == ON_ONE
        assert Discussion.objects.get(article__slug=desk.FIFTY_COMMENTS).published_count == 50
        assert Article.objects.filter(stage=Stage.IN_REVIEW).exists()
        assert set(Comment.objects.values_list("state", flat=True)) == set(State)

    def test_the_desk_copy_and_its_revision_say_the_same(self) -> None:
        for article in Article.objects.all():
            revision = editing.latest_revision(article)
            taken = snapshots.take(article)
            assert {**revision.data, "faqs": taken["faqs"]} == taken
            assert html.clean(article.body, html.ARTICLE) == article.body
            assert gate.errors(gate.check(revision)) == []
            assert Address.objects.get(article=article).path == article.desk_path

    def test_an_edition_is_what_publishing_makes_of_its_revision(self) -> None:
        for edition in Edition.objects.all():
            again = editions.render(
                edition.revision, live_from=edition.live_from, change="new", before=None
            )
            assert (again.body, again.sources) == (edition.body, edition.sources)
            assert edition.tags.count() == len(edition.revision.data["tags"])
            assert {faq.pk for faq in edition.faqs.all()} == set(edition.faq_ids)
            assert edition.article_id not in edition.related_ids
            steps = HistoryEntry.objects.filter(article=edition.article).values_list("action")
            assert [step for (step,) in steps] == ["published", "approved", "submitted", "created"]
        of_articles = Edition.objects.filter(article_kind=Kind.ARTICLE)
        assert all(each.related_ids for each in of_articles)
        related = {pk for each in of_articles for pk in each.related_ids}
        assert related <= set(of_articles.values_list("article", flat=True))

    def test_it_is_found(self) -> None:
        edition = Edition.objects.listed(timezone.now()).order_by("pk")[70]
        rare = max(edition.title.split(), key=len)
        assert edition.path in {hit.path for hit in find([rare], now=timezone.now())}
        before = sorted(SearchDocument.objects.values_list())
        call_command("rebuild_search", verbosity=0)
        assert sorted(SearchDocument.objects.values_list()) == before

    def test_counters_match_the_comments(self) -> None:
        for discussion in Discussion.objects.all():
            counts = [discussion.published_count, discussion.pending_count]
            found = discussion.comments
            assert counts == [found.published().count(), found.pending().count()]

    def test_comments_stand_where_posting_would_have_put_them(self) -> None:
        for comment in Comment.objects.select_related("parent"):
            path, thread = comment.path, comment.thread_id
            posting.give_place(comment, comment.parent)
            assert (comment.path, comment.thread_id) == (path, thread)
            assert html.render_comment(comment.body) == comment.html
            if comment.parent is not None:
                assert comment.parent.discussion_id == comment.discussion_id
                assert comment.parent.created_at < comment.created_at
        depths = {len(path) // 10 for path in Comment.objects.values_list("path", flat=True)}
        assert {1, 2, 3} <= depths

    def test_a_comment_sent_again_is_recognised(self) -> None:
        for comment in (*Comment.objects.published()[:5], *Comment.objects.pending()[:5]):
            draft = posting.Draft(
                comment.author_name,
                comment.author_email,
                comment.body,
                parent_id=comment.parent_id,
                network=comment.network,
            )
            article = comment.discussion.article
            assert posting.post(article.pk, draft, by=None, now=comment.created_at) == comment

    def test_every_state_was_decided_on(self) -> None:
        for comment in Comment.objects.all():
            last = comment.decisions.first()
            assert (last.to_state if last else State.PENDING) == comment.state
        assert Decision.objects.filter(to_state=State.REJECTED).exclude(reason="").exists()
        seen = Q(state__in=[State.PUBLISHED, State.REMOVED])
        assert not Comment.objects.filter(seen, published_at=None).exists()
        assert not Comment.objects.filter(seen, published_at__lt=F("created_at")).exists()

    @pytest.mark.sqlite
    def test_every_page_answers(self) -> None:
        answers = walk(self.client)
        assert len(answers) > ARTICLES
        wrong = {path for path, answer in answers.items() if answer.status_code not in {200, 302}}
        assert wrong == set()

    def test_the_verbs_go_on_from_there(self) -> None:
        article = articles.live(title="Real work")
        comments.published(article)
        comments.published(desk.written()[5])


class TestRunningItAgain:
    def test_nothing_is_added_where_nothing_is_missing(self) -> None:
        assert "There are 0 articles and 0 comments" in seed()
        before = state_of_everything()
        said = seed()
        assert f"There are {ARTICLES} articles and {COMMENTS} comments" in said
        assert state_of_everything() == before

    def test_what_is_missing_is_added(self) -> None:
        seed(articles=60, comments=200, comments_on_one=0)
        before = state_of_everything()
        seed()
        after = state_of_everything()
        assert set(map(str, before)) <= set(map(str, after))
        assert (desk.written().count(), Comment.objects.count()) == (ARTICLES, COMMENTS)
        longest = Discussion.objects.get(article__slug=desk.MOST_COMMENTS)
        assert longest.comments.count() == ON_ONE
        dates = desk.written().values_list("editions__first_published_at", flat=True)
        assert list(dates) == sorted(dates)

    def test_more_comments_than_articles_without_any_have_room_for(self) -> None:
        seed(articles=5, comments=100, comments_on_one=0)
        seed(articles=5, comments=150, comments_on_one=0)
        assert Comment.objects.count() == 150


class TestCaution:
    def test_a_site_with_articles_is_left_alone(self) -> None:
        articles.live(title="Mine")
        with pytest.raises(CommandError, match=r"DATA_DIR.*--beside"):
            seed()
        assert Article.objects.count() == 1

    def test_it_goes_beside_them_if_that_is_wanted(self, client: Client) -> None:
        mine = articles.live(title="Mine")
        comments.published(mine)
        seed("--beside", articles=12, comments=30, comments_on_one=0)
        assert desk.written().count() == 12
        assert discussions.written().count() == 30
        assert Discussion.objects.get(article=mine).comments.count() == 1
        assert client.get("/").status_code == 200

    def test_it_tells_how_far_it_is(self) -> None:
        said = seed(articles=12, comments=30, comments_on_one=0)
        assert "100% written, 12 items" in said
        assert "100% written, 30 items" in said
        assert "Now there are 12 articles and 30 comments" in said
