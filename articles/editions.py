"""Turning a revision into what readers see; nothing here decides whether they may see it."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import F

from articles import links
from articles.images import social_cards
from articles.models import (
    Article,
    CategoryCount,
    Change,
    Edition,
    EditionContribution,
    Kind,
    OpenCount,
    Outcome,
    Revision,
    Tag,
    path_of,
)
from articles.models.edition import EditionQuerySet
from articles.rendering.body import render_body
from site_config.kit import html

# What a revision says, labels as they are now (`articles.snapshots.ArticleData`).
Meaning = Mapping[str, Any]

# For each of some editions its category, or None.
Placed = Sequence[int | None]

RELATED_CANDIDATES = 12
# Who publishes takes the moment first and then waits for its turn (`count_open`).
LONGEST_TURN = dt.timedelta(minutes=1)
# The changes that readers are told of, in the editor's words.
TOLD = frozenset({Change.UPDATE, Change.CORRECTION})


def last_shown(article: Article, *, now: dt.datetime) -> Edition | None:
    """The newest content edition that readers have had of `article`."""
    shown = Edition.objects.filter(article=article, outcome=Outcome.CONTENT, live_from__lte=now)
    return shown.not_cancelled().order_by("-live_from").first()


def shown_now(article: Article, *, now: dt.datetime) -> Edition | None:
    """The content edition of `article` that readers have at `now`."""
    return Edition.objects.live(now).filter(article=article, outcome=Outcome.CONTENT).first()


def render(
    revision: Revision,
    *,
    live_from: dt.datetime,
    change: Change,
    before: Edition | None,
    note: str = "",
    data: Meaning | None = None,
) -> Edition:
    """Build an edition of `revision`, unsaved, so that previews and publications look alike.

    `before` is what readers had; its dates, its review, its list of changes and the anchors of its
    headings live on, and a minor edit does not touch them. `note` is the editor's public word about
    the change. Related articles are for who publishes it to choose: see `related_candidates`.
    `data` is what the revision means now, where the caller has asked (`snapshots.resolved`).
    """
    data = data or revision.data
    had = before.contents if before else ()
    body = render_body(data["body"], source_count=len(data["sources"]), before=had)
    text = html.plain_text(body.html)
    return Edition(
        article=revision.article,
        article_kind=revision.article.kind,
        revision=revision,
        path=path_of(revision.article.kind, data["slug"]),
        live_from=live_from,
        change=change,
        note=note,
        title=data["title"],
        summary=data["summary"],
        body=body.html,
        contents=body.contents,
        sources=_numbered(data["sources"], cited=body.cited),
        faq_ids=[use["faq"] for use in data["faqs"]],
        image_ids=body.image_ids,
        word_count=html.word_count(text),
        search_text=f"{data['title']}\n{data['summary']}\n{text}",
        category_id=data["category"],
        team_id=data["team"],
        **_lead_image(data["lead_image"]),
        position=data["position"],
        first_published_at=before.first_published_at if before else live_from,
        modified_at=before.modified_at if before and change == Change.MINOR else live_from,
        updates=_updates(before, live_from=live_from, change=change, note=note),
        **_review_of(before),
    )


def _lead_image(use: dict[str, Any]) -> dict[str, Any]:
    return {
        "lead_image_id": use["image"],
        "lead_image_alt": use["alt"],
        "lead_image_caption": use["caption"],
    }


def _numbered(sources: list[dict[str, Any]], *, cited: Collection[int]) -> list[dict[str, Any]]:
    numbered = enumerate(sources, start=1)
    return [{"number": n, "cited": n in cited, **source} for n, source in numbered]


def _updates(
    before: Edition | None, *, live_from: dt.datetime, change: Change, note: str
) -> list[dict[str, str]]:
    """What readers were told so far, and what this change adds to it."""
    told = list(before.updates) if before else []
    if change in TOLD and note:
        told.append({"at": live_from.isoformat(), "change": change.value, "note": note})
    return told


def _review_of(before: Edition | None) -> dict[str, Any]:
    if before is None:
        return {}
    names = ("reviewed_at", "reviewed_by", "reviewer_credential", "review_due_on")
    return {name: getattr(before, name) for name in names}


def notice(shown: Edition, *, at: dt.datetime, reason: str, replacement: Article | None) -> Edition:
    """Build the notice, unsaved, that takes the place of `shown` at the moment `at`."""
    return Edition(
        article=shown.article,
        article_kind=shown.article_kind,
        revision=shown.revision,
        outcome=Outcome.NOTICE,
        path=shown.path,
        live_from=at,
        title=shown.title,
        note=reason,
        replacement=replacement,
        category=shown.category,
        first_published_at=shown.first_published_at,
        modified_at=at,
    )


def notice_again(planned: Edition, shown: Edition) -> Edition:
    """The notice that was planned for an older text, as one that takes the place of `shown`."""
    again = notice(
        shown, at=planned.live_from, reason=planned.note, replacement=planned.replacement
    )
    again.outcome = planned.outcome
    return again


def relate(edition: Edition, data: Meaning) -> None:
    """Write what goes with a saved edition: people, tags, questions, links, a card to be drawn."""
    links.put(edition)
    edition.faqs.set(Article.objects.filter(pk__in=edition.faq_ids))
    edition.tags.set(Tag.objects.filter(pk__in=data["tags"]))
    EditionContribution.objects.bulk_create(
        EditionContribution(
            edition=edition, author_id=c["author"], role=c["role"], position=position
        )
        for position, c in enumerate(data["contributors"], start=1)
    )
    social_cards.request(edition)


def offer_to_neighbours(edition: Edition) -> list[int]:
    """Let older articles of the same category, whose own lists are short, relate to this one.

    Returns the articles whose lists have become longer.
    """
    if edition.article_kind != Kind.ARTICLE:
        return []
    neighbours = (
        Edition.objects.filter(article_kind=Kind.ARTICLE, outcome=Outcome.CONTENT)
        .filter(live_until__isnull=True, category=edition.category_id)
        .exclude(article=edition.article_id)
        .only("article", "related_ids")
        .order_by("-first_published_at")[:RELATED_CANDIDATES]
    )
    changed = []
    for neighbour in neighbours:
        related = neighbour.related_ids
        if edition.article_id not in related and len(related) < RELATED_CANDIDATES:
            neighbour.related_ids = [*related, edition.article_id]
            changed.append(neighbour)
    Edition.objects.bulk_update(changed, ["related_ids"])
    return [neighbour.article_id for neighbour in changed]


def comes_last(edition: Edition, *, now: dt.datetime) -> bool:
    """Whether `edition`, which is saved, will stand behind all others of its category.

    One that is imported may be older than others, and so may one that waited for its turn.
    """
    if edition.live_from > max(now, edition.first_published_at):
        # It keeps its old date, and nobody knows what is published until then.
        return False
    others = Edition.objects.filter(
        category=edition.category_id,
        article_kind=edition.article_kind,
        outcome=Outcome.CONTENT,
        first_published_at__gte=edition.first_published_at,
        live_from__lte=max(now, edition.live_from) + LONGEST_TURN,
    )
    return not others.exclude(article=edition.article_id).exists()


def related_candidates(article: Article, data: Meaning) -> list[int]:
    """Those that an editor chose, then articles that share tags or the category, newest first.

    Candidates may be withdrawn later; the page shows only those that are live when it is read.
    """
    if article.kind != Kind.ARTICLE:
        return []
    others = (
        Edition.objects.filter(article_kind=Kind.ARTICLE, outcome=Outcome.CONTENT)
        .filter(live_until__isnull=True)
        .exclude(article=article)
        .order_by("-first_published_at")
        .values_list("article", flat=True)
    )
    by_tag = others.filter(tags__in=data["tags"]).distinct()[:RELATED_CANDIDATES]
    by_category = others.filter(category=data["category"])[:RELATED_CANDIDATES]
    pinned = (pk for pk in data.get("pinned", ()) if pk != article.pk)
    return list(dict.fromkeys([*pinned, *by_tag, *by_category]))[:RELATED_CANDIDATES]


def end(found: EditionQuerySet, *, at: dt.datetime) -> Placed:
    """Let those of `found` that have no end yet end at `at`; return the places of their content.

    The caller holds the transaction and tells `count_open`.
    """
    endless = found.filter(live_until__isnull=True)
    places = _places(endless)
    endless.update(live_until=at)
    return places


def reopen(found: EditionQuerySet) -> Placed:
    """Take the end of editions back; return the places of their content. See `end`."""
    places = _places(found)
    found.update(live_until=None)
    return places


def _places(found: EditionQuerySet) -> Placed:
    # Locked, lest their category is merged into another one before they change.
    content = found.filter(outcome=Outcome.CONTENT).select_for_update()
    return list(content.order_by().values_list("category", flat=True))


def count_open(kind: str, *, begun: Placed = (), ended: Placed = ()) -> None:
    """Note which editions of `kind` with content have no end any more, and which have one now.

    The caller holds the transaction, and whoever counts next waits for its end, also where the
    number stays. A number that is missing, or too small to be right, is counted anew.
    """
    step = len(begun) - len(ended)
    counted = OpenCount.objects.filter(article_kind=kind, editions__gte=-step)
    if not counted.update(editions=F("editions") + step):
        recount_open(kind)
    steps = Counter(begun)
    steps.subtract(ended)
    for category, step in steps.items():
        if step and category is not None and kind == Kind.ARTICLE:
            _count_in(category, step)


def _count_in(category: int, step: int) -> None:
    counted = CategoryCount.objects.filter(category=category, editions__gte=-step)
    if not counted.update(editions=F("editions") + step):
        recount_in(category)


def recount_open(kind: str) -> None:
    """Count every edition of `kind` with content and no end; the caller holds the transaction.

    Who counts waits for others who do, and then sees what they have written.
    """
    OpenCount.objects.select_for_update().get_or_create(article_kind=kind)
    found = Edition.objects.filter(article_kind=kind, outcome=Outcome.CONTENT)
    number = found.filter(live_until__isnull=True).count()
    OpenCount.objects.filter(article_kind=kind).update(editions=number)


def recount_in(category: int) -> None:
    """Count the articles in a category with content and no end. See `recount_open`."""
    CategoryCount.objects.bulk_create([CategoryCount(category_id=category)], ignore_conflicts=True)
    kept = CategoryCount.objects.select_for_update().get(category=category)
    found = Edition.objects.filter(category=category, article_kind=Kind.ARTICLE)
    kept.editions = found.filter(outcome=Outcome.CONTENT, live_until__isnull=True).count()
    kept.save(update_fields=["editions"])
