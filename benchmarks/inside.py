"""What a run has to know from inside a site, and what it does there.

`manage.py shell` runs `answer` in the site's own environment; `benchmarks.sites.Inside` is at the
other end of the line. Each public function takes and returns what JSON can carry.
"""

import json
import sys
from collections.abc import Iterator
from functools import cache
from itertools import islice
from time import perf_counter, process_time
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client, override_settings
from django.utils import timezone

from articles import editing, listings, publishing, search, snapshots, workflow
from articles.models import Article, Change, Edition
from benchmarks import hostile
from comments import moderation, posting
from comments.models import Comment, Discussion, Mode, State
from comments.screening import pipeline
from comments.screening.facts import gather
from comments.screening.verdict import Submission
from site_config import serving

COMMENTS = 50
WAITING = 60
SAMPLES = 60
SEARCHES = 40
# Begins the paragraph by which every publication differs from the one before.
AGAIN = "<p>Looked through again: "


def get_ready() -> dict[str, Any]:
    """Bring the site up to date, and return what there is to visit."""
    serving.bring_database_up_to_date()
    serving.collect_static_files()
    _let_wait(WAITING)
    return {
        "article": _path_with(COMMENTS),
        "articles": [edition.path for edition in _spread(SAMPLES)],
        "category": _fullest_category(),
        "last_full_page": Edition.objects.listed(timezone.now()).count() // listings.PER_PAGE,
        "session": _session(),
        "searches": list(islice(_searches(fewest=1), SEARCHES)),
        "full_searches": list(islice(_searches(fewest=listings.PER_PAGE), SEARCHES)),
    }


def discussions() -> dict[str, Any]:
    """The article with the most comments and its permalinks, and permalinks of the one with 50."""
    longest = Discussion.objects.order_by("-published_count")[0]
    usual = Discussion.objects.filter(published_count=COMMENTS).order_by("pk")[0]
    return {
        "longest": _path_of(longest),
        "longest_permalinks": _permalinks(longest),
        "usual": _path_of(usual),
        "usual_permalinks": _permalinks(usual),
    }


def _session() -> str:
    """The cookie of a signed-in moderator."""
    client = Client()
    client.force_login(_account())
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def count_comments() -> int:
    return Comment.objects.count()


def publish(number: int) -> float:
    """Change an article and have it approved, then return the milliseconds of publishing it."""
    now, editor = timezone.now(), _account()
    keys = _articles_to_change()
    article = Article.objects.get(pk=keys[number % len(keys)])
    data = snapshots.take(article)
    data["body"] = f"{data['body'].partition(AGAIN)[0]}{AGAIN}{now}.</p>"
    editing.save(article, data, base_version=article.version, by=_account("writer"), now=now)
    article.refresh_from_db()
    workflow.submit(article, by=_account("writer"), now=now)
    revision = editing.latest_revision(article)
    workflow.approve(revision, by=editor, now=now)
    start = perf_counter()
    publishing.publish(revision, by=editor, now=timezone.now(), change=Change.MINOR)
    return (perf_counter() - start) * 1000


def approve(number: int) -> float:
    """Return the milliseconds of approving a comment that waits; then it waits again."""
    # What the longest discussion costs has rows of its own.
    longest = Discussion.objects.order_by("-published_count").values("pk")[:1]
    waiting = Comment.objects.pending().exclude(discussion__in=longest).order_by("pk")
    comment = waiting[number % WAITING]
    moderator = _account()
    start = perf_counter()
    moderation.approve(comment, by=moderator, now=timezone.now())
    elapsed = perf_counter() - start
    moderation.undo(comment, by=moderator, now=timezone.now())
    return elapsed * 1000


def screen(rounds: int) -> dict[str, float]:
    """Milliseconds of the processor for screening each hostile text, what is known of it included.

    It is the shortest of some rounds: whatever else the machine does only makes them longer. The
    classifier is asked about every word.
    """
    [article] = Article.objects.filter(kind="article").order_by("pk")[:1]
    with override_settings(COMMENTS_CLASSIFIER_LESSONS=0):
        return {name: _screen(article.pk, text, rounds) for name, text in hostile.texts().items()}


def _screen(article: int, text: str, rounds: int) -> float:
    times = []
    for _round in range(1 + rounds):
        start = process_time()
        submission = Submission("Kim", "kim@reader.example", "", text, article_id=article)
        pipeline.screen(submission, gather(submission, now=timezone.now()))
        times.append(process_time() - start)
    return min(times) * 1000


ANSWERS: dict[str, Any] = {
    function.__name__: function
    for function in (get_ready, discussions, count_comments, publish, approve, screen)
}


def answer() -> None:
    """Answer each line of standard input, a function's name and arguments, by one line."""
    for line in sys.stdin:
        what, arguments = json.loads(line)
        print(json.dumps(ANSWERS[what](**arguments)), flush=True)


@cache
def _articles_to_change() -> list[int]:
    return [edition.article_id for edition in _spread(SAMPLES)]


def _account(name: str = "editor") -> User:
    username = f"benchmark-{name}"
    found = User.objects.filter(username=username).first()
    return found or User.objects.create_superuser(username, f"{username}@desk.example")


def _spread(number: int) -> list[Edition]:
    """So many live articles, at equal distances from the first to the last."""
    live = Edition.objects.listed(timezone.now()).order_by("article")
    keys = list(live.values_list("pk", flat=True))
    chosen = keys[:: max(1, len(keys) // number)][:number]
    return list(live.filter(pk__in=chosen).select_related("article"))


def _let_wait(number: int) -> None:
    """Post comments until so many wait for a moderator: more than a page of the queue."""
    articles = _spread(number)
    for missing in range(Comment.objects.pending()[:number].count(), number):
        # Two links are held in every mode. The moment makes the text new to the discussion.
        text = f"See https://one.example/{timezone.now().timestamp()} and https://two.example/."
        _post(articles[missing % len(articles)].article, str(missing), text)


def _path_with(comments: int) -> str:
    """The address of an article with exactly so many public comments.

    Where there is none, the one that comes nearest loses its newest comments, or gets more.
    """
    opened = Discussion.objects.filter(mode=Mode.OPEN).order_by("pk")
    if not (exact := opened.filter(published_count=comments)).exists():
        nearest = min(opened, key=lambda found: abs(found.published_count - comments))
        _bring_to(nearest, comments)
    return _path_of(exact[0])


def _bring_to(discussion: Discussion, comments: int) -> None:
    now, moderator = timezone.now(), _account()
    published = Comment.objects.published().filter(discussion=discussion).order_by("created_at")
    for comment in list(published)[comments:]:
        moderation.reject(comment, by=moderator, now=now)
    texts = Comment.objects.exclude(discussion=discussion).order_by("pk")
    for number in range(comments - published.count()):
        comment = _post(discussion.article, str(number), texts[number].body)
        if comment.state == State.PENDING:
            moderation.approve(comment, by=moderator, now=now)


def _post(article: Article, who: str, text: str) -> Comment:
    draft = posting.Draft(name=f"Reader {who}", email=f"{who}@reader.example", body=text)
    return posting.post(article.pk, draft, by=None, now=timezone.now())


def _path_of(discussion: Discussion) -> str:
    return Edition.objects.listed(timezone.now()).get(article=discussion.article_id).path


def _permalinks(discussion: Discussion) -> dict[str, str]:
    shown = Comment.objects.published().filter(discussion=discussion).order_by("created_at", "pk")
    keys = list(shown.values_list("pk", flat=True))
    places = {"oldest": keys[0], "middle": keys[len(keys) // 2], "newest": keys[-1]}
    return {place: f"/comments/{key}/" for place, key in places.items()}


def _fullest_category() -> str:
    """The address of the category that has the most articles of its own."""
    counted: dict[str, int] = {}
    live = Edition.objects.listed(timezone.now()).exclude(category=None)
    for slug in live.values_list("category__slug", flat=True).iterator():
        counted[slug] = counted.get(slug, 0) + 1
    return f"/categories/{max(counted, key=lambda slug: counted[slug])}/"


def _searches(*, fewest: int) -> Iterator[str]:
    """Yield searches for two words of one article, with at least so many results."""
    for number, edition in enumerate(_spread(500)):
        text = edition.search_text.lower().split()
        words = sorted({word for word in text if word.isascii() and word.isalpha()})
        longer = [word for word in words if len(word) > 4]
        if len(longer) < 2:
            continue
        pair = [longer[number % len(longer)], longer[number * 7 % len(longer) - 1]]
        found = search.find(pair, now=timezone.now())
        if pair[0] != pair[1] and len(found) >= fewest and not found.is_corrected:
            yield f"/search/?q={pair[0]}+{pair[1]}"
