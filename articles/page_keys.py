"""What a page shows of articles, and what a change of articles lets be rendered anew.

Both sides stand here together, because they have to agree. A key names one thing that pages show:

| key | shown on |
|---|---|
| `article:1` | the article's own page (questions and static pages are articles too) |
| `card:1` | other pages: title, summary, picture, category, writers, first date |
| `answer:1` | articles that show this question with its answer |
| `updated:1` | feeds: the date of the last change |
| `order:category:1` | its articles: which one stands before and after another |
| `newest:category:1` | its newest article, which has no next one yet |
| `related:1` | this article's page, while it has room for more related articles |
| `asked:1` | this question's page: the articles that show it, and what else is asked there |
| `articles`, `articles:tag:1` and so on | lists: which articles stand there, and in which order |
| `front-page` | the home page: what an editor lets stand first |
| `questions`, `footer`, `sitemap:articles` | the hub, the foot of every page, a sitemap |
| `category:1`, `author:1`, `team:1`, `tag:1` | its own page |
| `name:category:1` and so on | other pages: its name and its address |
| `rules:category:1` | its articles: the disclaimer, and whether health wants a medical review |
| `categories` | lists of all categories |
| `account:1` | what an account says: in whose role it does, which its author tells |
| `image:1` | every page with this picture |
"""

from collections.abc import Iterable, Iterator, Sequence

from articles.models import Author, Category, Companion, Edition, Image, Kind, Tag, Team

ARTICLES = "articles"
CATEGORIES = "categories"
FOOTER = "footer"
FRONT_PAGE = "front-page"
QUESTIONS = "questions"
# The section of the sitemap in which articles of a kind stand.
SECTIONS = {Kind.ARTICLE: "articles", Kind.FAQ: "faq", Kind.PAGE: "pages"}

Label = Category | Tag | Author | Team


def own_page(article_id: int) -> str:
    return f"article:{article_id}"


def card(article_id: int) -> str:
    return f"card:{article_id}"


def answer(article_id: int) -> str:
    return f"answer:{article_id}"


def updated(article_id: int) -> str:
    return f"updated:{article_id}"


def related(article_id: int) -> str:
    return f"related:{article_id}"


def asked(article_id: int) -> str:
    return f"asked:{article_id}"


def sitemap(section: str) -> str:
    return f"sitemap:{section}"


def image(image_id: int) -> str:
    return f"image:{image_id}"


def account(user_id: int) -> str:
    return f"account:{user_id}"


def label_page(label: Label) -> str:
    return page_of(label._meta.model_name, label.pk)


def label_name(label: Label) -> str:
    return _name(label._meta.model_name, label.pk)


def label_list(label: Label) -> str:
    """The list of articles on the page of a category, tag, author or team."""
    return list_of(label._meta.model_name, label.pk)


def order_in(category_id: int) -> str:
    return f"order:category:{category_id}"


def newest_in(category_id: int) -> str:
    return f"newest:category:{category_id}"


def rules_of(category_id: int) -> str:
    return f"rules:category:{category_id}"


def page_of(of: str | None, pk: int) -> str:
    return f"{of}:{pk}"


def _name(of: str | None, pk: int) -> str:
    return f"name:{of}:{pk}"


def list_of(of: str | None, pk: int) -> str:
    return f"articles:{of}:{pk}"


# --- What pages show ---------------------------------------------------------------------------


def of_edition(edition: Edition) -> Iterator[str]:
    """What the own page of `edition` shows, people and tags apart."""
    yield own_page(edition.article_id)
    if edition.category_id is not None:
        yield _name("category", edition.category_id)
        if edition.article_kind == Kind.ARTICLE:
            yield rules_of(edition.category_id)
    if edition.team_id is not None:
        yield _name("team", edition.team_id)
    if edition.lead_image_id is not None:
        yield image(edition.lead_image_id)
    yield from map(image, edition.image_ids)
    yield from map(answer, edition.faq_ids)


def of_cards(
    editions: Iterable[Edition | Companion], *, writers: bool = True, pictures: bool = True
) -> Iterator[str]:
    """What the cards of `editions` show, with or without `writers` and `pictures`."""
    for edition in editions:
        yield card(edition.article_id)
        if edition.category_id is not None:
            yield _name("category", edition.category_id)
        if pictures and edition.lead_image_id is not None:
            yield image(edition.lead_image_id)
        if writers:
            yield from map(label_name, edition.writers)


def of_neighbours(
    candidates: Sequence[int], shown: Sequence[Companion], *, room: int
) -> Iterator[str]:
    """What a list depends on that shows the first `room` of `candidates` that readers can see."""
    last = max((candidates.index(each.article_id) for each in shown), default=-1)
    # One that nobody sees now may come back, but only into its place in this order.
    yield from map(card, candidates if len(shown) < room else candidates[: last + 1])


def of_related(edition: Edition, shown: Sequence[Companion], *, room: int) -> Iterator[str]:
    """What the list of related articles depends on, where it shows `shown` and has `room`."""
    yield from of_cards(shown)
    yield from of_neighbours(edition.related_ids, shown, room=room)
    if len(shown) < room:
        yield related(edition.article_id)


def of_adjacent(
    edition: Edition, *, previous: int | None = None, following: int | None = None
) -> Iterator[str]:
    """What the way from `edition` to the articles before and after it in its category depends on.

    One that goes has its card to say so; one that comes may be named by no page yet.
    """
    if edition.category_id is None:
        return
    yield order_in(edition.category_id)
    yield from (card(each) for each in (previous, following) if each is not None)
    if following is None:
        yield newest_in(edition.category_id)


# --- What a change lets be rendered anew ---------------------------------------------------------


def of_publication(
    before: Edition | None, after: Edition | None, *, comes_last: bool = False
) -> set[str]:
    """What changes when readers of an article get `after` instead of `before`.

    Both are saved content editions with their relations; None stands for nothing to read.
    `comes_last` says that `after` takes its place behind all others of its category.
    """
    one = after or before
    assert one is not None  # noqa: S101 - a change has at least one side
    pk, kind = one.article_id, Kind(one.article_kind)
    keys = {own_page(pk), *_entry_of(before, after, comes_last)}
    if before is None or after is None:
        keys |= {*_lists_of(one), card(pk), answer(pk), sitemap(SECTIONS[kind])}
        keys |= set(map(asked, one.faq_ids))
        return keys | ({FOOTER} if kind == Kind.PAGE else set())
    keys |= set(_lists_of(before)) ^ set(_lists_of(after))
    if kind == Kind.FAQ and before.category_id != after.category_id:
        keys.add(QUESTIONS)
    if before.faq_ids != after.faq_ids:
        keys |= set(map(asked, [*before.faq_ids, *after.faq_ids]))
    if _card_of(before) != _card_of(after):
        keys.add(card(pk))
    if (before.title, before.path, before.body) != (after.title, after.path, after.body):
        keys.add(answer(pk))
    if before.modified_at != after.modified_at:
        keys.add(updated(pk))
    if _map_entry_of(before) != _map_entry_of(after):
        keys.add(sitemap(SECTIONS[kind]))
    if kind == Kind.PAGE and _footer_of(before) != _footer_of(after):
        keys.add(FOOTER)
    return keys


def _entry_of(before: Edition | None, after: Edition | None, comes_last: bool) -> Iterator[str]:
    """What an article lets be rendered anew in the category that it comes into, if it does."""
    category = after.category_id if after and after.article_kind == Kind.ARTICLE else None
    if category is not None and (before is None or before.category_id != category):
        yield newest_in(category) if comes_last else order_in(category)


def of_review(shown: Edition) -> set[str]:
    """What changes when `shown`, until now as it is here, has been reviewed."""
    first = keeps_off(shown.category) and shown.reviewed_at is None
    return {own_page(shown.article_id)} | ({sitemap(SECTIONS[Kind.ARTICLE])} if first else set())


def of_place(edition: Edition) -> set[str]:
    """What changes when `edition` appears where it stands, or disappears from there."""
    keys = set(_lists_of(edition))
    if edition.article_kind == Kind.ARTICLE and edition.category_id is not None:
        keys.add(order_in(edition.category_id))
    return keys


def _lists_of(edition: Edition) -> Iterator[str]:
    """The lists in which an edition stands."""
    if edition.article_kind == Kind.FAQ:
        yield QUESTIONS
    if edition.article_kind != Kind.ARTICLE:
        return
    yield ARTICLES
    if edition.category is not None:
        yield label_list(edition.category)
        if edition.category.parent_id is not None:
            yield list_of("category", edition.category.parent_id)
    if edition.team_id is not None:
        yield list_of("team", edition.team_id)
    yield from map(label_list, edition.tags.all())
    yield from (list_of("author", c.author_id) for c in edition.contributions.all())


def _card_of(edition: Edition) -> tuple[object, ...]:
    return (
        edition.path,
        edition.title,
        edition.summary,
        edition.category_id,
        edition.lead_image_id,
        edition.first_published_at,
        [c.author_id for c in edition.contributions.all() if c.role == "writer"],
    )


def _map_entry_of(edition: Edition) -> tuple[object, ...]:
    """What the sitemap tells of an edition, and what decides whether it does."""
    reviewers = {c.author_id for c in edition.contributions.all() if c.role == "medical_reviewer"}
    is_for_all = not keeps_off(edition.category) or edition.reviewed_at or reviewers
    pictures = [edition.lead_image_id, *edition.image_ids]
    return edition.path, edition.modified_at, pictures, bool(is_for_all)


def _footer_of(edition: Edition) -> tuple[object, ...]:
    return edition.title, edition.path, edition.position


def keeps_off(category: Category | None) -> bool:
    """Whether search engines do not get its articles before a review."""
    return category is not None and category.is_health and category.noindex_unreviewed


def of_image(before: Image | None, after: Image) -> set[str]:
    """What changes when the files or the words of a picture do."""
    same = before is not None and _shown_of(before) == _shown_of(after)
    # A map names thousands of pictures, too many for a key of each.
    return set() if same else {image(after.pk), *map(sitemap, SECTIONS.values())}


def _shown_of(picture: Image) -> tuple[object, ...]:
    return picture.renditions, picture.tone, picture.credit, picture.licence
