"""What differs between two versions of an article, field by field, with names for numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from articles.diffing.names import Names
from articles.diffing.rows import Row, rows
from articles.diffing.texts import line_diff, text_diff
from articles.snapshots import ArticleData, FaqUseData, SourceData, blank


@dataclass(frozen=True)
class FieldDiff:
    """A field that differs: its name in the data, its name for people, and what differs.

    `html` is safe. Of a list of people, sources or questions `rows` tells each entry.
    """

    field: str
    label: str
    html: str = ""
    rows: Sequence[Row] = ()


def diff(before: ArticleData | None, after: ArticleData) -> list[FieldDiff]:
    """The fields of `after` that differ from `before`, in the order of the form.

    Without `before` everything is new. The number of queries does not depend on the data.
    """
    old = before or blank()
    names = Names.of(old, after)
    found = [
        *_texts(old, after),
        *_labels(old, after, names),
        *_picture(old, after, names),
        *_lists(old, after, names),
    ]
    return [each for each in found if each.html or each.rows]


def _texts(old: ArticleData, new: ArticleData) -> list[FieldDiff]:
    body = "" if old["body"] == new["body"] else text_diff(old["body"], new["body"])
    return [
        FieldDiff("title", _("Title"), _line(old["title"], new["title"])),
        FieldDiff("slug", _("Slug"), _swap(old["slug"], new["slug"])),
        FieldDiff("summary", _("Summary"), _line(old["summary"], new["summary"])),
        FieldDiff("body", _("Text"), body),
    ]


def _labels(old: ArticleData, new: ArticleData, names: Names) -> list[FieldDiff]:
    category, team, tag = (partial(names.of_label, kind) for kind in ("category", "team", "tag"))
    tags = (set(map(tag, data["tags"])) for data in (old, new))
    article = partial(names.of_label, "article")
    pinned = (set(map(article, data.get("pinned", ()))) for data in (old, new))
    return [
        FieldDiff(
            "category", _("Category"), _swap(category(old["category"]), category(new["category"]))
        ),
        FieldDiff("team", _("Team"), _swap(team(old["team"]), team(new["team"]))),
        FieldDiff("tags", _("Tags"), _changed_set(*tags)),
        FieldDiff("pinned", _("Related articles"), _changed_set(*pinned)),
        FieldDiff("position", _("Position"), _swap(str(old["position"]), str(new["position"]))),
    ]


def _picture(old: ArticleData, new: ArticleData, names: Names) -> list[FieldDiff]:
    was, now = old["lead_image"], new["lead_image"]
    pictures = (names.of_label("image", lead["image"]) for lead in (was, now))
    ticks = (_("yes") if lead["decorative"] else _("no") for lead in (was, now))
    return [
        FieldDiff("lead_image", _("Picture"), _swap(*pictures)),
        FieldDiff("lead_image_alt", _("Alternative text"), _line(was["alt"], now["alt"])),
        FieldDiff("lead_image_decorative", _("Decorative"), _swap(*ticks)),
        FieldDiff("lead_image_caption", _("Caption"), _line(was["caption"], now["caption"])),
    ]


def _lists(old: ArticleData, new: ArticleData, names: Names) -> list[FieldDiff]:
    people = rows(
        old["contributors"],
        new["contributors"],
        identities=[names.of_person, itemgetter("author")],
        words=names.of_person,
    )
    questions = rows(
        old["faqs"],
        new["faqs"],
        identities=[itemgetter("faq")],
        words=names.of_question,
        inside=partial(_answer, names),
    )
    sources = rows(
        old["sources"],
        new["sources"],
        identities=[words_of_source, *map(_part, ("doi", "pmid", "url", "title"))],
        words=words_of_source,
    )
    return [
        FieldDiff("contributors", _("People"), rows=people),
        FieldDiff("faqs", _("Questions"), rows=questions),
        FieldDiff("sources", _("Sources"), rows=sources),
    ]


def words_of_source(source: SourceData) -> str:
    """A source in one line, as lists of references have it."""
    doi, pmid, accessed = (source.get(name) for name in ("doi", "pmid", "accessed_on"))
    parts = [
        source["title"],
        source.get("publisher"),
        str(source.get("year") or ""),
        f"DOI {doi}" if doi else "",
        f"PMID {pmid}" if pmid else "",
        source.get("url"),
        _("accessed on %(date)s") % {"date": accessed} if accessed else "",
    ]
    return ". ".join(part for part in parts if part)


def _part(name: str) -> Callable[[SourceData], object]:
    return lambda source: source.get(name)


def _answer(names: Names, was: FaqUseData | None, now: FaqUseData) -> str:
    """What became of the answer that an article was saved with; nothing if one is not known.

    The answer of a question that is new is new as a whole: it goes to readers like the text.
    """
    before, after = names.pinned_answer(was) if was else "", names.pinned_answer(now)
    is_known = bool(after) and (was is None or bool(before))
    return text_diff(before, after) if is_known and before != after else ""


def _line(before: str, after: str) -> str:
    return "" if before == after else line_diff(before, after)


def _swap(before: str, after: str) -> str:
    """One value for another, each whole."""
    if before == after:
        return ""
    old = format_html("<del>{}</del> ", before) if before else ""
    return format_html("{}{}", old, format_html("<ins>{}</ins>", after) if after else "")


def _changed_set(before: set[str], after: set[str]) -> str:
    """What left a set and what joined it."""
    gone = format_html_join(" ", "<del>{}</del>", ((name,) for name in sorted(before - after)))
    came = format_html_join(" ", "<ins>{}</ins>", ((name,) for name in sorted(after - before)))
    return format_html("{} {}", gone, came) if gone or came else ""
