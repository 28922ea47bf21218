"""What a WordPress export holds, as plain frozen dataclasses.

Text is kept as WordPress stores it: titles and names may hold HTML entities, slugs of
other than Latin letters are percent-encoded. An empty string stands for a missing value.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """The exported site; comes before every other record but a `Problem`."""

    title: str
    link: str
    description: str
    base_site_url: str
    base_blog_url: str
    language: str
    wxr_version: str


@dataclass(frozen=True, slots=True)
class AuthorRecord:
    """A person with posts; items name them by `login`."""

    login: str
    email: str
    display_name: str
    first_name: str
    last_name: str


@dataclass(frozen=True, slots=True)
class TermRecord:
    """A category, tag or term of another taxonomy.

    `taxonomy` is "category", "post_tag" or the name of another one. `term_id` is None
    where the file has none (version 1.0). `parent_slug` is empty at the top of the tree.
    """

    taxonomy: str
    term_id: int | None
    slug: str
    name: str
    parent_slug: str
    description: str


@dataclass(frozen=True, slots=True)
class CommentRecord:
    """A comment of an item.

    `date` is in UTC. `approved` is "1", "0", "spam", "trash" or "post-trashed". `kind` is
    "", "comment", "pingback" or "trackback", or what a plugin made of it. `parent` and
    `user_id` are 0 for none.
    """

    comment_id: int
    author: str
    email: str
    url: str
    ip: str
    date: datetime | None
    content: str
    approved: str
    kind: str
    parent: int
    user_id: int


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """A post, page, attachment, menu entry or item of another `post_type`.

    `published_at` and `modified_at` are in UTC. `terms` are (taxonomy, slug, name), `meta`
    are (key, value), both in the order of the file. `parent` is the `post_id` of another
    item, 0 for none. `line` is where the item starts.
    """

    post_id: int
    post_type: str
    title: str
    link: str
    guid: str
    creator: str
    slug: str
    status: str
    published_at: datetime | None
    modified_at: datetime | None
    content: str
    excerpt: str
    password: str
    parent: int
    menu_order: int
    is_sticky: bool
    comment_status: str
    terms: tuple[tuple[str, str, str], ...]
    meta: tuple[tuple[str, str], ...]
    attachment_url: str
    comments: tuple[CommentRecord, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the file that reading survived.

    `skipped` is True if a record was left out, False if the file was mended and every
    record is there.
    """

    line: int
    message: str
    skipped: bool = False


Record = SiteInfo | AuthorRecord | TermRecord | ItemRecord | Problem
