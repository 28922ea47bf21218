"""A WordPress export, record by record: each item is imported whole or not at all."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from html import unescape
from typing import BinaryIO, TypeVar
from urllib.parse import urlsplit

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from articles import wordpress as desk
from articles.errors import EditorialRefusal
from articles.models import Category, ForeignKind, Kind
from comments import wordpress as discussions
from site_config.import_report import CREATED, FAILED, SKIPPED, UNCHANGED, Report
from site_config.kit import wxr

KINDS = {
    ForeignKind.AUTHOR: "authors",
    ForeignKind.CATEGORY: "categories",
    ForeignKind.TAG: "tags",
    ForeignKind.TEAM: "teams",
}
ITEM_KINDS = {"post": "articles", "page": "pages", "attachment": "files"}
GONE = "it was deleted here and stays away"
OTHER_ITEMS = "other items"
OTHER_TERMS = "other terms"
LEFT_OUT = "unreadable"

# What may be wrong with one item; anything else is wrong with the site, and ends the import.
REFUSALS = (EditorialRefusal, ValueError, DataError, IntegrityError)


L = TypeVar("L")


class NoSource(Exception):
    """The export does not say which site it comes from."""


def run(
    stream: BinaryIO,
    report: Report,
    *,
    source: str = "",
    dry_run: bool = False,
    progress: Callable[[int], None] = lambda items: None,
) -> None:
    """Import everything that is not here yet, telling `report` of it.

    `source` names the other site, in place of the address in the file. With `dry_run`, all is
    done in one transaction, which is rolled back at the end. `progress` is called with the number
    of items after each record. Raises `wxr.WxrError` and NoSource; what came before is imported.
    """
    with ExitStack() as stack:
        if dry_run:
            stack.enter_context(transaction.atomic())
        importing = None
        for record in wxr.read(stream, zone=timezone.get_default_timezone()):
            if isinstance(record, wxr.Problem):
                _problem(record, report)
            elif isinstance(record, wxr.SiteInfo):
                importing = _Import(source or source_of(record), report)
            elif importing is not None:
                importing.take(record)
                progress(importing.items)
        if importing is not None:
            importing.settle_categories()
        if dry_run:
            transaction.set_rollback(True)


def source_of(site: wxr.SiteInfo) -> str:
    """Return the address of a site as the name of a source, such as "example.org/blog".

    The scheme and "www." are left out, for they change while the site stays the same. Raises
    NoSource.
    """
    for address in (site.base_blog_url, site.link, site.base_site_url):
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            continue
        if host := parts.netloc.lower().removeprefix("www."):
            return f"{host}{parts.path.rstrip('/')}"[:200]
    raise NoSource


class _Import:
    """Takes the records of one export in the order of the file."""

    def __init__(self, source: str, report: Report) -> None:
        self.source = source
        self.report = report
        self.importer = desk.Importer(source)
        self.labels = self.importer.labels
        self.items = 0
        self._categories: list[wxr.TermRecord] = []

    def take(self, record: wxr.AuthorRecord | wxr.TermRecord | wxr.ItemRecord) -> None:
        if isinstance(record, wxr.AuthorRecord):
            self._author(record)
        elif isinstance(record, wxr.TermRecord):
            self._term(record)
        else:
            self.settle_categories()
            self.items += 1
            self._item(record)

    def settle_categories(self) -> None:
        """Write the categories down, which came in any order, before an item refers to them."""
        waiting, self._categories = self._categories, []
        settled: dict[str, Category | None] = {}
        for term in desk.parents_first(waiting):
            if desk.is_uncategorised(term.slug, term.name):
                reason = "it stands for having no category"
                self.report.skip("categories", f"category “{term.name}”", reason)
                continue
            find = partial(
                self.labels.category,
                term.slug,
                term.name,
                description=term.description,
                parent=settled.get(term.parent_slug),
            )
            settled[term.slug] = self._label(ForeignKind.CATEGORY, term.name or term.slug, find)

    def _author(self, record: wxr.AuthorRecord) -> None:
        name = record.display_name or f"{record.first_name} {record.last_name}"
        find = partial(self.labels.author, record.login, name=name)
        self._label(ForeignKind.AUTHOR, record.login, find)

    def _term(self, record: wxr.TermRecord) -> None:
        name = record.name or record.slug
        if record.taxonomy == "category":
            self._categories.append(record)
        elif record.taxonomy == "post_tag":
            self._label(ForeignKind.TAG, name, partial(self.labels.tag, record.slug, record.name))
        else:
            what = f"{record.taxonomy} “{name}”"
            self.report.skip(OTHER_TERMS, what, "there is no place here for it")

    def _label(self, kind: ForeignKind, name: str, find: Callable[..., L | None]) -> L | None:
        """Find or make an author or a label of the file's own list, and count it."""
        what = f"{kind.value} “{name[:80]}”"
        try:
            with transaction.atomic():
                label = find(now=timezone.now())
        except REFUSALS as refusal:
            self.labels.forget()
            self.report.fail(KINDS[kind], what, str(refusal))
            return None
        made = self.labels.take_made()[kind]
        if label is None:
            self.report.skip(KINDS[kind], what, GONE)
        else:
            self.report.count(KINDS[kind], CREATED if made else UNCHANGED)
        self._tell_notes()
        return label

    def _item(self, item: wxr.ItemRecord) -> None:
        kind = ITEM_KINDS.get(item.post_type, OTHER_ITEMS)
        what = f"{item.post_type} {item.post_id} “{unescape(item.title)[:80]}”"
        if reason := desk.reason_to_leave_out(item):
            self.report.skip(kind, what, reason, line=item.line)
            self._without_comments(item, SKIPPED)
            return
        now = timezone.now()
        try:
            with transaction.atomic():
                brought = self.importer.bring(item, now=now)
                comments = self._comments(brought, item)
        except REFUSALS as refusal:
            self.labels.forget()
            self.report.fail(kind, what, str(refusal), line=item.line)
            self._without_comments(item, FAILED)
            return
        if comments is None:
            self.report.skip(kind, what, GONE, line=item.line)
            self._without_comments(item, SKIPPED)
        else:
            self.report.count(kind, CREATED if brought.is_new else UNCHANGED)
            self._tell_brought(what, item, brought)
            self._tell_comments(item, comments)

    def _comments(
        self, brought: desk.Brought, item: wxr.ItemRecord
    ) -> discussions.CommentsBrought | None:
        """Bring the comments along, but not to an article that was deleted here."""
        article = brought.article
        if article is None or article.trashed_at is not None:
            return None
        return discussions.bring(
            article, item, source=self.source, is_new=brought.is_new, now=timezone.now()
        )

    def _without_comments(self, item: wxr.ItemRecord, outcome: str) -> None:
        if item.comments:
            self.report.count("comments", outcome, len(item.comments))
            message = f"comments of {item.post_type} {item.post_id}: {outcome} with it"
            self.report.tell(message, line=item.line)

    def _tell_brought(self, what: str, item: wxr.ItemRecord, brought: desk.Brought) -> None:
        for kind, number in self.labels.take_made().items():
            self.report.count(KINDS[kind], CREATED, number)
        if brought.faqs:
            self.report.count("FAQs", CREATED, brought.faqs)
        for note in brought.notes:
            self.report.tell(f"{what} {note}", line=item.line)
        if brought.is_new and item.comments and item.post_type == Kind.PAGE:
            note = "keeps its comments, but pages show none here"
            self.report.tell(f"{what} {note}", line=item.line)
        self._tell_notes()

    def _tell_comments(self, item: wxr.ItemRecord, brought: discussions.CommentsBrought) -> None:
        of_item = f"of {item.post_type} {item.post_id}"
        for outcome, number in ((CREATED, brought.created), (UNCHANGED, brought.unchanged)):
            if number:
                self.report.count("comments", outcome, number)
        for number, reason in brought.left_out:
            self.report.skip("comments", f"comment {number} {of_item}", reason, line=item.line)
        for number, note in brought.notes:
            self.report.tell(f"comment {number} {of_item} {note}", line=item.line)

    def _tell_notes(self) -> None:
        for note in self.labels.take_notes():
            self.report.tell(note)


def _problem(problem: wxr.Problem, report: Report) -> None:
    """Tell what the reader mended; what it had to leave out has failed."""
    if problem.skipped:
        report.fail(LEFT_OUT, "the file", problem.message, line=problem.line)
    else:
        report.tell(problem.message, line=problem.line)
