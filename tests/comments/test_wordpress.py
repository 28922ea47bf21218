"""Comments of a WordPress export, in their state, place and time."""

import json
from typing import Any

import pytest
from django.core import mail, serializers
from django.test import Client
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article
from comments import moderation, posting
from comments.models import Comment, Decision, Discussion, ImportedComment, Mode, State
from comments.wordpress import CommentsBrought, bring, parents_first, text_of
from site_config.kit.wxr import CommentRecord
from tests.builders import DAY, NOW, articles, people
from tests.support.wordpress_items import comment, item

SOURCE = "old.example"


def brought(
    article: Article, *records: CommentRecord, is_new: bool = True, **fields: Any
) -> CommentsBrought:
    whole = item(comments=records, **fields)
    return bring(article, whole, source=SOURCE, is_new=is_new, now=NOW)


def by_number() -> dict[int, Comment]:
    rows = ImportedComment.objects.select_related("comment")
    return {int(row.foreign_id): row.comment for row in rows if row.comment is not None}


@pytest.mark.row("I1")
class TestText:
    @pytest.mark.parametrize(
        ("html", "text"),
        [
            ("One.\n\nTwo,\nthree.", "One.\n\nTwo,\nthree."),
            ("<p>One.</p>\n<p>Two,<br />\nthree.</p>", "One.\n\nTwo,\nthree."),
            ("one<br><br>two", "one\n\ntwo"),
            ("Sun &amp; <b>moon</b> <em>&lt;3</em>", "Sun & moon <3"),
            ('<a href="https://a.example/x">here</a>.', "here (https://a.example/x)."),
            ('<a href="https://a.example/">https://a.example/</a>', "https://a.example/"),
            ('<a href="https://a.example/">a.example</a>!', "https://a.example/!"),
            ('<a href="https://a.example/?a=1&amp;b=2">x</a>', "x (https://a.example/?a=1&b=2)"),
            ('<a href="javascript:alert(1)">x</a>', "x"),
            ('<a href="/local/">x</a> <a href="mailto:a@b.example">y</a>', "x y"),
            ("<blockquote>one\ntwo</blockquote>three", "> one\n> two\n\nthree"),
            ("<blockquote><p>a</p><blockquote>b</blockquote></blockquote>", "> a\n\n> > b"),
            ("Buy:\n<ul>\n<li>x</li>\n<li>y</li>\n</ul>\nBye", "Buy:\n\n- x\n- y\n\nBye"),
            ("<script>alert(1)</script><style>p{}</style>", ""),
            ("<p> </p>\n&nbsp;", ""),
            ("&lt;b&gt; as typed [gallery]", "<b> as typed [gallery]"),
        ],
    )
    def test_of_html(self, html: str, text: str) -> None:
        assert text_of(html) == text

    @given(
        st.lists(
            st.sampled_from(
                [
                    "a",
                    " ",
                    "\n",
                    "<p>",
                    "</p>",
                    "<br>",
                    "<li>",
                    "<ul>",
                    "</ul>",
                    "<blockquote>",
                    "</blockquote>",
                    '<a href="https://a.example">',
                    "</a>",
                    "&lt;",
                    "<b>",
                ]
            )
        )
    )
    def test_has_no_empty_edges_and_no_two_empty_lines(self, pieces: list[str]) -> None:
        text = text_of("".join(pieces))
        assert text == text.strip()
        assert "\n\n\n" not in text

    @given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
    def test_any_text_is_read(self, html: str) -> None:
        assert isinstance(text_of(html), str)


@st.composite
def threads(draw: st.DrawFn) -> list[CommentRecord]:
    numbers = draw(st.lists(st.integers(1, 30), unique=True))
    dates = st.integers(0, 5).map(lambda days: NOW + days * DAY) | st.none()
    return [
        comment(number, parent=draw(st.integers(0, 30)), date=draw(dates)) for number in numbers
    ]


@given(threads())
def test_every_comment_follows_the_one_it_answers_unless_in_a_circle(
    records: list[CommentRecord],
) -> None:
    ordered = parents_first(records)
    assert sorted(r.comment_id for r in ordered) == sorted(r.comment_id for r in records)
    parents = {r.comment_id: r.parent for r in records}
    place = {r.comment_id: index for index, r in enumerate(ordered)}
    for record in records:
        above, seen = record.parent, {record.comment_id}
        while above in parents and above not in seen:
            seen.add(above)
            above = parents[above]
        if above not in parents and record.parent in place:
            assert place[record.parent] < place[record.comment_id]


@pytest.mark.row("I1")
@pytest.mark.django_db
class TestBringing:
    @pytest.mark.parametrize(
        ("approved", "state"),
        [
            ("1", State.PUBLISHED),
            ("0", State.PENDING),
            ("spam", State.SPAM),
            ("trash", State.REMOVED),
            ("post-trashed", State.REMOVED),
        ],
    )
    def test_keeps_the_state(self, approved: str, state: State) -> None:
        brought(articles.live(), comment(approved=approved))
        found = Comment.objects.get()
        assert found.state == state
        decisions = [(d.to_state, d.note, d.by) for d in Decision.objects.all()]
        assert decisions == ([] if state == State.PENDING else [(state, "Imported", None)])
        discussion = Discussion.objects.get()
        assert discussion.published_count == (state == State.PUBLISHED)
        assert discussion.pending_count == (state == State.PENDING)

    def test_keeps_who_what_and_when(self) -> None:
        written = NOW - 100 * DAY
        record = comment(
            author="Pia &amp; Co", url="https://pia.example", date=written, content="<b>Yes</b>."
        )
        brought(articles.live(), record)
        found = Comment.objects.get()
        assert (found.author_name, found.author_email) == ("Pia & Co", "kim@reader.example")
        assert (found.author_website, found.body) == ("https://pia.example", "Yes.")
        assert found.html == '<p dir="auto">Yes.</p>'
        assert found.created_at == found.published_at == written
        assert (found.user, found.network) == (None, "")

    def test_never_stores_the_network_address(self) -> None:
        brought(articles.live(), comment(ip="198.51.100.77"))
        assert "198.51.100" not in serializers.serialize("json", Comment.objects.all())

    @pytest.mark.parametrize(
        "fields",
        [
            {"email": "not an address", "url": "javascript:alert(1)"},
            {"email": f"{'a' * 300}@b.example", "url": f"https://a.example/{'b' * 300}"},
            {"email": "", "url": "http://"},
        ],
    )
    def test_empties_what_is_no_address(self, fields: dict[str, Any]) -> None:
        brought(articles.live(), comment(**fields))
        found = Comment.objects.get()
        assert (found.author_email, found.author_website) == ("", "")

    @pytest.mark.parametrize("author", ["", " <b></b> ", "<script>x</script>"])
    def test_nobody_is_anonymous(self, author: str) -> None:
        brought(articles.live(), comment(author=author))
        assert Comment.objects.get().author_name == "Anonymous"

    def test_tells_moderators_why_a_comment_waits(self) -> None:
        brought(articles.live(), comment(approved="0"))
        assert [reason["clue"] for reason in Comment.objects.get().reasons] == ["import"]

    def test_keeps_threads(self) -> None:
        # An answer may come ahead of the comment, and even be older.
        brought(
            articles.live(),
            comment(3, parent=2, date=NOW - 9 * DAY),
            comment(2, parent=1),
            comment(1),
            comment(4),
        )
        found = by_number()
        assert {n: c.parent and c.parent.pk for n, c in found.items()} == {
            1: None,
            2: found[1].pk,
            3: found[2].pk,
            4: None,
        }
        assert {found[n].thread_id for n in (1, 2, 3)} == {found[1].pk}
        assert found[3].path.startswith(found[2].path)
        assert found[2].path.startswith(found[1].path)

    def test_a_comment_whose_parent_is_missing_stands_on_its_own(self) -> None:
        result = brought(
            articles.live(),
            comment(1, kind="pingback"),
            comment(2, parent=1),
            comment(3, parent=99),
            comment(4, parent=4),
        )
        assert all(c.parent is None and c.thread_id == c.pk for c in by_number().values())
        assert result.created == 3
        assert sorted(number for number, _note in result.notes) == [2, 3, 4]

    def test_a_circle_is_cut_open(self) -> None:
        result = brought(articles.live(), comment(1, parent=2), comment(2, parent=1))
        assert [c.parent is None for c in by_number().values()].count(True) == 1
        assert len(result.notes) == 1

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"kind": "pingback"}, "pingback"),
            ({"kind": "trackback"}, "trackback"),
            ({"approved": "hold"}, "“hold” is unknown"),
            ({"content": "<script>x</script>"}, "no text"),
            ({"content": "x" * 600_000}, "limit"),
        ],
    )
    def test_what_is_left_out_has_a_reason(self, fields: dict[str, Any], reason: str) -> None:
        result = brought(articles.live(), comment(1, **fields), comment(2))
        assert [number for number, _reason in result.left_out] == [1]
        assert reason in result.left_out[0][1]
        assert (result.created, Comment.objects.count()) == (1, 1)

    def test_longer_than_a_form_takes_is_kept_whole(self) -> None:
        brought(articles.live(), comment(content="word " * 2_000))
        assert len(Comment.objects.get().body) == 9_999

    def test_a_discussion_that_was_closed_there_is_closed(self) -> None:
        brought(articles.live(), comment(), comment_status="closed")
        assert Discussion.objects.get().mode == Mode.READ_ONLY

    def test_closing_is_not_repeated(self) -> None:
        article = articles.live()
        brought(article, comment(1), comment_status="closed")
        Discussion.objects.update(mode=Mode.OPEN)
        brought(article, comment(1), comment(2), comment_status="closed", is_new=False)
        assert Discussion.objects.get().mode == Mode.OPEN

    def test_no_comments_make_no_discussion(self) -> None:
        brought(articles.live())
        assert not Discussion.objects.exists()

    def test_nothing_is_mailed_or_queued(self, settings: Any) -> None:
        people.moderator()
        article = articles.live()
        DBTaskResult.objects.all().delete()
        brought(article, comment(1, approved="0"), comment(2))
        assert mail.outbox == []
        assert not DBTaskResult.objects.exists()

    def test_counters_add_to_what_is_here(self) -> None:
        article = articles.live()
        posting.post(
            article.pk,
            posting.Draft(name="Lu", email="lu@reader.example", body="Hello."),
            by=None,
            now=NOW,
        )
        brought(article, *(comment(n, approved="1" if n % 2 else "0") for n in range(1, 6)))
        discussion = Discussion.objects.get()
        assert (discussion.published_count, discussion.pending_count) == (3, 3)

    def test_readers_see_what_was_public_and_nothing_else(self, client: Client) -> None:
        article = articles.live()
        brought(
            article,
            comment(1, content="seen-words"),
            *(
                comment(n, approved=approved, content=f"hidden-words-{n}")
                for n, approved in enumerate(["0", "spam", "trash", "post-trashed"], start=2)
            ),
        )
        page = client.get(article.desk_path).content.decode()
        assert "seen-words" in page
        assert "hidden-words" not in page
        assert "kim@reader.example" not in page


@pytest.mark.row("I2")
@pytest.mark.django_db
class TestAgain:
    def test_comments_are_brought_once(self) -> None:
        article = articles.live()
        records = [comment(1), comment(2, parent=1, approved="0")]
        first = brought(article, *records)
        before = everything()
        again = brought(article, *records, is_new=False)
        assert (first.created, first.unchanged) == (2, 0)
        assert (again.created, again.unchanged) == (0, 2)
        assert everything() == before

    def test_new_ones_find_their_place_below_old_ones(self) -> None:
        article = articles.live()
        brought(article, comment(1))
        brought(article, comment(1), comment(2, parent=1), is_new=False)
        found = by_number()
        assert found[2].parent == found[1]
        assert Discussion.objects.get().published_count == 2

    @pytest.mark.row("I12")
    def test_what_was_removed_here_stays_removed(self) -> None:
        article = articles.live()
        brought(article, comment(1))
        moderation.remove(Comment.objects.get(), by=people.moderator(), now=NOW)
        brought(article, comment(1), is_new=False)
        assert Comment.objects.get().state == State.REMOVED
        assert Discussion.objects.get().published_count == 0

    @pytest.mark.row("I12")
    def test_what_was_erased_here_stays_away(self) -> None:
        article = articles.live()
        brought(article, comment(1))
        erased = Comment.objects.get()
        Comment.objects.filter(pk=erased.pk).update(thread=None)
        erased.delete()
        result = brought(article, comment(1), comment(2, parent=1), is_new=False)
        assert [c.body for c in Comment.objects.all()] == ["Comment 2."]
        assert result.unchanged == 1
        assert [number for number, _note in result.notes] == [2]

    def test_two_under_one_number_are_one(self) -> None:
        result = brought(articles.live(), comment(1), comment(1))
        assert (result.created, result.unchanged) == (1, 1)

    def test_the_same_number_of_another_site_is_another_comment(self) -> None:
        article = articles.live()
        brought(article, comment(1))
        bring(article, item(comments=(comment(1),)), source="other.example", is_new=False, now=NOW)
        assert Comment.objects.count() == 2


def everything() -> Any:
    models = (Comment, Decision, Discussion, ImportedComment)
    return [json.loads(serializers.serialize("json", model.objects.all())) for model in models]


def test_a_comment_without_a_date_is_of_now(db: None) -> None:
    brought(articles.live(), comment(date=None))
    assert Comment.objects.get().created_at == NOW
