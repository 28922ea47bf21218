"""The types of page that people meet, and how each is opened on the demonstration site."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from playwright.sync_api import Page

ARTICLE = "/articles/can-people-with-multiple-sclerosis-have-botox-safely/"


@dataclass(frozen=True)
class PageType:
    """A type of page, shown by one page of that type.

    `act` is what somebody does after the page at `path` has opened. What `indexable` pages are is
    told to search engines; a page for `staff` is opened after signing in as that role. `about`
    names the types of schema.org that its structured data must have.
    """

    name: str
    path: str
    indexable: bool = True
    staff: str = ""
    status: int = 200
    act: Callable[[Page], None] | None = None
    about: tuple[str, ...] = ()

    @property
    def file_name(self) -> str:
        return "-".join(re.findall(r"\w+", self.name))


def _send_an_empty_comment(page: Page) -> None:
    _press(page, "Post comment")
    page.locator(".error-summary").wait_for()


def _send_a_comment(page: Page) -> None:
    form = page.locator("#leave-a-comment form")
    form.locator("[name=name]").fill("Quinn")
    form.locator("[name=email]").fill("quinn@example.org")
    # The site is kept for the next run, and takes the same words only once.
    words = f"Is a second opinion worth the wait? It is {datetime.now(UTC).isoformat()}."
    form.locator("[name=body]").fill(words)
    _press(page, "Post comment")
    page.wait_for_url("**/comments/status/**")


def _preview_a_comment(page: Page) -> None:
    page.locator("#leave-a-comment [name=body]").fill("Is it?\n\n> It is.")
    _press(page, "Preview")
    page.locator(".preview").wait_for()


def _press(page: Page, button: str) -> None:
    page.locator("#leave-a-comment form").get_by_role("button", name=button).click()


def _report_a_comment(page: Page) -> None:
    page.locator("#comments").get_by_role("link", name="Report").first.click()
    page.wait_for_url("**/report/")


PAGES = [
    PageType("home", "/", about=("WebSite", "Organization")),
    PageType("articles", "/articles/"),
    PageType("articles, page 2", "/articles/?page=2"),
    PageType("article", ARTICLE, about=("Article", "FAQPage", "BreadcrumbList")),
    PageType("comments, newest first", f"{ARTICLE}?sort=newest", indexable=False),
    PageType("category", "/categories/benefits/", about=("BreadcrumbList",)),
    PageType("tag", "/tags/botulinum-toxin/"),
    PageType("author", "/authors/mara-ellison/", about=("ProfilePage",)),
    PageType("team", "/teams/treatment-botox-team/"),
    PageType("questions", "/faq/"),
    PageType(
        "question",
        "/faq/can-i-have-migraine-injections-during-pregnancy/",
        about=("FAQPage", "BreadcrumbList"),
    ),
    PageType("static page", "/about/"),
    PageType("contact", "/contact/"),
    PageType("privacy", "/privacy/"),
    PageType("search", "/search/?q=migrane", indexable=False),
    PageType("search, nothing found", "/search/?q=zzyzx", indexable=False),
    PageType("report an error", f"{ARTICLE}report/", indexable=False),
    PageType("not found", "/nothing-here/", indexable=False, status=404),
    PageType("form with errors", ARTICLE, indexable=False, act=_send_an_empty_comment),
    PageType("form with a preview", ARTICLE, indexable=False, act=_preview_a_comment),
    PageType("report of a comment", ARTICLE, indexable=False, act=_report_a_comment),
    PageType("privacy, my data", "/privacy/my-data/", indexable=False),
    PageType("status of a comment", ARTICLE, indexable=False, act=_send_a_comment),
    PageType("moderation queue", "/admin/comments/comment/", indexable=False, staff="moderator"),
    PageType("desk, home", "/admin/", indexable=False, staff="editor"),
    PageType("style guide", "/styleguide/", indexable=False, staff="editor"),
]

# What machines read, and the schema that it must fit.
DOCUMENTS = {
    "/feed.xml": "atom",
    "/rss.xml": "rss",
    "/feed.json": "json-feed",
    "/categories/benefits/feed.xml": "atom",
    "/tags/botulinum-toxin/feed.xml": "atom",
    "/authors/mara-ellison/feed.xml": "atom",
    f"{ARTICLE}comments.xml": "atom",
    "/sitemap.xml": "sitemap-index",
    "/sitemap-front.xml": "sitemap",
    "/sitemap-articles.xml": "sitemap",
    "/sitemap-faq.xml": "sitemap",
    "/sitemap-pages.xml": "sitemap",
    "/sitemap-categories.xml": "sitemap",
}
