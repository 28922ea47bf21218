"""From elements to records."""

import re
from datetime import datetime, tzinfo
from urllib.parse import parse_qs, urlsplit

from site_config.kit.wxr.dates import first_date
from site_config.kit.wxr.elements import Element
from site_config.kit.wxr.records import (
    AuthorRecord,
    CommentRecord,
    ItemRecord,
    Problem,
    SiteInfo,
    TermRecord,
)

_INTEGER = re.compile("-?[0-9]{1,18}")
_ID_PARAMETERS = ("p", "page_id", "attachment_id")

# Version 1.0 calls the taxonomy of tags by another name.
_TAXONOMIES = {"": "category", "tag": "post_tag"}

# Element names of a term: taxonomy (None: the element says it), slug, name, parent, description.
_TERM_ELEMENTS: dict[str, tuple[str | None, str, str, str, str]] = {
    "wp:category": (
        "category",
        "wp:category_nicename",
        "wp:cat_name",
        "wp:category_parent",
        "wp:category_description",
    ),
    "wp:tag": ("post_tag", "wp:tag_slug", "wp:tag_name", "wp:tag_parent", "wp:tag_description"),
    "wp:term": (
        None,
        "wp:term_slug",
        "wp:term_name",
        "wp:term_parent",
        "wp:term_description",
    ),
}
SITE_ELEMENTS = frozenset(
    {
        "title",
        "link",
        "description",
        "language",
        "wp:base_site_url",
        "wp:base_blog_url",
        "wp:wxr_version",
    }
)
"""The children of `<channel>` which describe the site."""

RECORD_ELEMENTS = frozenset({"wp:author", "item", *_TERM_ELEMENTS})
"""The children of `<channel>` which become records of their own."""


def site_info(values: dict[str, str]) -> SiteInfo:
    """Return the site described by the texts of `<channel>`'s children, by name."""
    return SiteInfo(
        title=values.get("title", ""),
        link=values.get("link", ""),
        description=values.get("description", ""),
        base_site_url=values.get("wp:base_site_url", ""),
        base_blog_url=values.get("wp:base_blog_url", ""),
        language=values.get("language", ""),
        wxr_version=values.get("wp:wxr_version", ""),
    )


def author_record(element: Element) -> AuthorRecord | Problem:
    """Return the author, a `Problem` if no login is given."""
    login = element.child_value("wp:author_login")
    if not login:
        return Problem(element.line, "An author without a login was left out.", skipped=True)
    return AuthorRecord(
        login=login,
        email=element.child_value("wp:author_email"),
        display_name=element.child_value("wp:author_display_name"),
        first_name=element.child_value("wp:author_first_name"),
        last_name=element.child_value("wp:author_last_name"),
    )


def term_record(element: Element) -> TermRecord | Problem:
    """Return the term, a `Problem` if taxonomy or slug and name are missing."""
    taxonomy, slug, name, parent, description = _TERM_ELEMENTS[element.name]
    record = TermRecord(
        taxonomy=taxonomy or element.child_value("wp:term_taxonomy"),
        term_id=_integer(element.child_value("wp:term_id")),
        slug=element.child_value(slug),
        name=element.child_value(name),
        parent_slug=element.child_value(parent),
        description=element.child_value(description),
    )
    if not record.taxonomy or not (record.slug or record.name):
        return Problem(
            element.line, "A term without taxonomy or without name was left out.", skipped=True
        )
    return record


def item_records(element: Element, zone: tzinfo) -> list[ItemRecord | Problem]:
    """Return the item after the problems of its comments, only a `Problem` if it has no id."""
    post_id = _post_id(element)
    if post_id is None:
        title, given = element.child_value("title"), element.child_value("wp:post_id")
        message = f"The item {title!r} was left out: its wp:post_id is {given!r}, not a number."
        return [Problem(element.line, message, skipped=True)]
    comments, problems = _comments(element, post_id, zone)
    return [*problems, _item(element, post_id, comments, zone)]


def _item(
    element: Element, post_id: int, comments: tuple[CommentRecord, ...], zone: tzinfo
) -> ItemRecord:
    return ItemRecord(
        post_id=post_id,
        post_type=element.child_value("wp:post_type") or "post",
        title=element.child_value("title"),
        link=element.child_value("link"),
        guid=element.child_value("guid"),
        creator=element.child_value("dc:creator"),
        slug=element.child_value("wp:post_name"),
        status=element.child_value("wp:status"),
        published_at=_date(element, "wp:post_date", zone, element.child_value("pubDate")),
        modified_at=_date(element, "wp:post_modified", zone),
        content=element.child_text("content:encoded"),
        excerpt=element.child_text("excerpt:encoded"),
        password=element.child_value("wp:post_password"),
        parent=_integer(element.child_value("wp:post_parent")) or 0,
        menu_order=_integer(element.child_value("wp:menu_order")) or 0,
        is_sticky=element.child_value("wp:is_sticky") == "1",
        comment_status=element.child_value("wp:comment_status"),
        terms=_terms(element),
        meta=_meta(element),
        attachment_url=element.child_value("wp:attachment_url"),
        comments=comments,
        line=element.line,
    )


def _date(element: Element, name: str, zone: tzinfo, rss: str = "") -> datetime | None:
    return first_date(element.child_value(f"{name}_gmt"), rss, element.child_value(name), zone)


def _integer(text: str) -> int | None:
    return int(text) if _INTEGER.fullmatch(text) else None


def _post_id(item: Element) -> int | None:
    """Return the id given, if none is given the one in a plain permalink such as `/?p=19`."""
    if given := item.child_value("wp:post_id"):
        number = _integer(given)
        return number if number and number > 0 else None
    addresses = (item.child_value("link"), item.child_value("guid"))
    return next((number for address in addresses for number in _permalink_ids(address)), None)


def _permalink_ids(address: str) -> list[int]:
    try:
        parameters = parse_qs(urlsplit(address).query)
    except ValueError:
        return []
    numbers = [_integer(parameters.get(name, [""])[0]) for name in _ID_PARAMETERS]
    return [number for number in numbers if number and number > 0]


def _terms(element: Element) -> tuple[tuple[str, str, str], ...]:
    """Return the item's terms, each once.

    Version 1.0 names every term twice, first without taxonomy and slug.
    """
    terms = []
    for child in element.children:
        name = child.text.strip()
        if child.name == "category" and name:
            domain = child.attributes.get("domain", "").strip()
            slug = child.attributes.get("nicename", "").strip()
            terms.append((_TAXONOMIES.get(domain, domain), slug, name))
    with_slug = {name for _, slug, name in terms if slug}
    return tuple(dict.fromkeys(term for term in terms if term[1] or term[2] not in with_slug))


def _meta(element: Element) -> tuple[tuple[str, str], ...]:
    return tuple(
        (child.child_value("wp:meta_key"), child.child_text("wp:meta_value"))
        for child in element.children
        if child.name == "wp:postmeta"
    )


def _comments(
    item: Element, post_id: int, zone: tzinfo
) -> tuple[tuple[CommentRecord, ...], list[Problem]]:
    comments, problems = [], []
    for child in item.children:
        if child.name == "wp:comment":
            comment = _comment(child, post_id, zone)
            if isinstance(comment, Problem):
                problems.append(comment)
            else:
                comments.append(comment)
    return tuple(comments), problems


def _comment(element: Element, post_id: int, zone: tzinfo) -> CommentRecord | Problem:
    given = element.child_value("wp:comment_id")
    comment_id = _integer(given)
    if not comment_id or comment_id < 0:
        message = (
            f"A comment of item {post_id} was left out: its wp:comment_id is {given!r}, "
            "not a number."
        )
        return Problem(element.line, message, skipped=True)
    return CommentRecord(
        comment_id=comment_id,
        author=element.child_value("wp:comment_author"),
        email=element.child_value("wp:comment_author_email"),
        url=element.child_value("wp:comment_author_url"),
        ip=element.child_value("wp:comment_author_IP"),
        date=_date(element, "wp:comment_date", zone),
        content=element.child_text("wp:comment_content"),
        approved=element.child_value("wp:comment_approved"),
        kind=element.child_value("wp:comment_type"),
        parent=_integer(element.child_value("wp:comment_parent")) or 0,
        user_id=_integer(element.child_value("wp:comment_user_id")) or 0,
    )
