"""Records of a WordPress export, and whole exports, as tests need them."""

import datetime as dt
from html import escape
from typing import Any

from site_config.kit.wxr import CommentRecord, ItemRecord

PUBLISHED = dt.datetime(2021, 4, 5, 6, 7, 8, tzinfo=dt.UTC)

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<link>https://old.example</link>
<wp:wxr_version>1.2</wp:wxr_version>
"""
TAIL = "</channel>\n</rss>\n"


def item(post_id: int = 10, **fields: Any) -> ItemRecord:
    """A published post, with `fields` put in."""
    values: dict[str, Any] = {
        "post_type": "post",
        "title": f"Post {post_id}",
        "link": f"https://old.example/?p={post_id}",
        "guid": "",
        "creator": "olsen",
        "slug": f"post-{post_id}",
        "status": "publish",
        "published_at": PUBLISHED,
        "modified_at": PUBLISHED,
        "content": "<p>Words.</p>",
        "excerpt": "",
        "password": "",
        "parent": 0,
        "menu_order": 0,
        "is_sticky": False,
        "comment_status": "open",
        "terms": (),
        "meta": (),
        "attachment_url": "",
        "comments": (),
        "line": 1,
    }
    return ItemRecord(post_id=post_id, **(values | fields))


def comment(comment_id: int = 500, **fields: Any) -> CommentRecord:
    """A published comment of a reader, with `fields` put in."""
    values: dict[str, Any] = {
        "author": "Kim",
        "email": "kim@reader.example",
        "url": "",
        "ip": "198.51.100.77",
        "date": PUBLISHED + dt.timedelta(hours=comment_id),
        "content": f"Comment {comment_id}.",
        "approved": "1",
        "kind": "comment",
        "parent": 0,
        "user_id": 0,
    }
    return CommentRecord(comment_id=comment_id, **(values | fields))


def export(*items: str) -> str:
    """A whole export of the site old.example."""
    return "".join([HEAD, *items, TAIL])


def item_xml(post_id: int, *, content: str = "<p>Words.</p>", terms: str = "", **more: str) -> str:
    """An item of an export; `more` are elements of `wp:`, such as `status="draft"`."""
    elements = {"post_id": str(post_id), "status": "publish", "post_type": "post"} | more
    return (
        f"<item>\n<title>Post {post_id}</title>\n<dc:creator>olsen</dc:creator>\n"
        f"<content:encoded>{escape(content)}</content:encoded>\n{terms}"
        "<wp:post_date_gmt>2021-04-05 06:07:08</wp:post_date_gmt>\n"
        + "".join(f"<wp:{name}>{escape(value)}</wp:{name}>\n" for name, value in elements.items())
        + "</item>\n"
    )
