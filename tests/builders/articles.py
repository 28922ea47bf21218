"""Articles at every stage.

The functions named for a stage (`draft`, `in_review`, `changes_requested`, `approved`, `scheduled`,
`live`, `withdrawn`) make a new article, by default without anything that the publish gate would
stop. They take the fields of an article as keywords; `_as_data` says how.

The functions named for a verb (`revise`, `approve`, `publish`, `republish`) move an article on that
is there already, and work for pages and questions as well.
"""

import datetime as dt
from typing import Any

from django.contrib.auth.models import User

from articles import editing, editions, publishing, readiness, snapshots, workflow
from articles.addresses import free_slug
from articles.models import Article, Change, Edition, Kind, Revision, Stage
from tests.builders import labels, people
from tests.support.clock import DAY, NOW

BODY = "<p>Most adults need seven hours of sleep or more.</p>"
SUMMARY = "How much sleep adults need."
REASON = "The evidence has changed."
WHAT_CHANGED = "The figures are those of this year."


def draft(
    *, by: User | None = None, now: dt.datetime = NOW, note: str = "", **fields: Any
) -> Article:
    """An article on the desk, written by the account `by` (default: a writer).

    Without `category` and `authors` there is one of each; None and an empty list leave them out.
    """
    whole = {"title": "Sleeping better", "summary": SUMMARY, "body": BODY, **fields}
    whole.setdefault("category", labels.category())
    if "contributors" not in whole:
        whole.setdefault("authors", [people.author()])
    data = data_of(Kind.ARTICLE, **whole)
    author = by or people.writer()
    return editing.create(Kind.ARTICLE, data, by=author, now=now, note=note).article


def in_review(*, now: dt.datetime = NOW, **fields: Any) -> Article:
    article = draft(now=now, **fields)
    workflow.submit(article, by=_creator(article), now=now)
    return _fresh(article)


def changes_requested(*, now: dt.datetime = NOW, **fields: Any) -> Article:
    article = in_review(now=now, **fields)
    workflow.request_changes(article, by=people.editor(), now=now, note="Add a source.")
    return _fresh(article)


def approved(*, now: dt.datetime = NOW, **fields: Any) -> Article:
    return approve(draft(now=now, **fields), now=now)


def live(*, now: dt.datetime = NOW, **fields: Any) -> Article:
    """An article that readers see from `now` on."""
    article = draft(now=now, **fields)
    publish(article, now=now)
    return _fresh(article)


def scheduled(*, at: dt.datetime = NOW + DAY, now: dt.datetime = NOW, **fields: Any) -> Article:
    """An article that readers will see from `at` on and do not see before."""
    article = draft(now=now, **fields)
    publish(article, now=now, at=at)
    return _fresh(article)


def withdrawn(
    *,
    reason: str = REASON,
    replacement: Article | None = None,
    redirect: bool = False,
    now: dt.datetime = NOW,
    **fields: Any,
) -> Article:
    """An article that was published at `now` and withdrawn a day later (410, or 301)."""
    article = live(now=now, **fields)
    publishing.withdraw(
        article,
        by=people.editor(),
        now=now + DAY,
        reason=reason,
        replacement=replacement,
        redirect=redirect,
    )
    return _fresh(article)


def revise(
    article: Article,
    *,
    by: User | None = None,
    now: dt.datetime = NOW,
    note: str = "",
    **changes: Any,
) -> Revision:
    """Save the desk copy with some fields changed, as whoever started it unless `by` is given."""
    article = _fresh(article)
    data = {**snapshots.take(article), **_as_data(changes)}
    return editing.save(
        article,
        data,  # type: ignore[arg-type]
        base_version=article.version,
        by=by or _creator(article),
        now=now,
        note=note,
    )


def approve(article: Article, *, now: dt.datetime = NOW) -> Article:
    """Take the desk copy to approved, from wherever it is, by the people who have to."""
    article = _fresh(article)
    if article.stage in workflow.SUBMITTABLE:
        workflow.submit(article, by=_creator(article), now=now)
    if article.stage == Stage.IN_REVIEW:
        workflow.approve(editing.latest_revision(article), by=people.editor(), now=now)
    return _fresh(article)


def publish(
    article: Article,
    *,
    now: dt.datetime = NOW,
    at: dt.datetime | None = None,
    change: Change | None = None,
    note: str = "",
    with_faqs: bool = True,
) -> Edition:
    """Approve what stands on the desk, tick its warnings, and publish it, now or at `at`.

    Unless `change` says otherwise, it is an update of what readers know already.
    """
    approve(article, now=now)
    if change is None:
        is_known = editions.last_shown(article, now=now) is not None
        change = Change.UPDATE if is_known else Change.NEW
    if change in editions.TOLD:
        note = note or WHAT_CHANGED
    revision = editing.latest_revision(article)
    seen = [warning.key for _going, warning in readiness.to_tick(revision, now=now)]
    return publishing.publish(
        revision,
        by=people.editor(),
        now=now,
        at=at,
        change=change,
        note=note,
        with_faqs=with_faqs,
        acknowledged=seen,
    ).edition


def republish(
    article: Article,
    *,
    now: dt.datetime = NOW + DAY,
    change: Change = Change.UPDATE,
    note: str = "",
    **changes: Any,
) -> Edition:
    """Change some fields of an article and publish it again; `note` is for readers."""
    revise(article, now=now, **changes)
    return publish(article, now=now, change=change, note=note)


def data_of(kind: Kind, **fields: Any) -> snapshots.ArticleData:
    """Whole data out of fields as tests have them at hand; the slug is made of the title."""
    fields.setdefault("slug", free_slug(kind, fields["title"]))
    return snapshots.blank(**_as_data(fields))


def _as_data(fields: dict[str, Any]) -> dict[str, Any]:
    """Turn fields into data by primary key.

    Objects: category, team, tags, authors (all of them writers), faqs, picture (with picture_alt).
    A source may be only its title. Whatever else there is (title, body, position, ...) stays.
    """
    data = dict(fields)
    alt = data.pop("picture_alt", "A person asleep in a bed")
    for name in {"category", "team"} & fields.keys():
        data[name] = getattr(fields[name], "pk", None)
    if "tags" in data:
        data["tags"] = [tag.pk for tag in data["tags"]]
    if "authors" in data:
        writers = data.pop("authors")
        data["contributors"] = [{"author": author.pk, "role": "writer"} for author in writers]
    if "sources" in data:
        data["sources"] = [{"title": s} if isinstance(s, str) else s for s in data["sources"]]
    if "faqs" in data:
        data["faqs"] = [{"faq": faq.pk} for faq in data["faqs"]]
    if "picture" in data:
        image = data.pop("picture")
        data["lead_image"] = {"image": image.pk, "alt": alt, "decorative": False, "caption": ""}
    return data


def _creator(article: Article) -> User:
    assert article.created_by is not None
    return article.created_by


def _fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)
