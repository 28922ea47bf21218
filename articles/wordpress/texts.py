"""What the text of a WordPress item becomes here. Pure: nothing is looked up or written."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from django.utils.translation import gettext as _

from site_config.kit import html, wxr

TITLE_LIMIT = 300
SUMMARY_LIMIT = 500
WORDS_OF_A_TITLE = 8

# What an answer may not hold (`html.FAQ_ANSWER`); its text stays.
_NOT_IN_AN_ANSWER = re.compile(r"<(img|table|h[1-6]|blockquote|pre|code|figure)\b", re.IGNORECASE)


@dataclass(frozen=True)
class ItemTexts:
    """The texts of an item, and notes on what could not be carried over.

    `body` and the answers of `faqs` are not sanitised yet; saving does that. `wanted_slug` is
    what the address should be made of. `category` and `team` are names found in the text.
    """

    title: str
    wanted_slug: str
    summary: str
    body: str
    byline: str
    category: str
    team: str
    faqs: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def texts_of(item: wxr.ItemRecord) -> ItemTexts:
    """Convert the texts of a post or page. Raises `html.TooLong`."""
    notes: list[str] = []
    converted = wxr.to_html(item.content)
    if converted.leftovers:
        notes.append(f"could not be carried over as it was: {'; '.join(converted.leftovers)}")
    fields = _fields(item, converted.html)
    title = _title(item, fields.body, notes)
    return ItemTexts(
        title=title,
        wanted_slug=unquote(item.slug) or title,
        summary=_summary(item, notes),
        body=fields.body,
        byline=_words(fields.byline),
        category=_words(fields.category),
        team=_words(fields.team),
        faqs=tuple(_faq(number, faq, notes) for number, faq in enumerate(fields.faqs, start=1)),
        notes=tuple(notes),
    )


def words_on_one_line(text: str) -> str:
    """Return the words of `text`, which may hold entities and tags, on one line."""
    return " ".join(html.plain_text(html.clean(text, html.ARTICLE)).split())


def shortened(text: str, limit: int) -> str:
    """Return `text` if it is not longer than `limit`, else as many whole words as fit, and "…"."""
    if len(text) <= limit:
        return text
    start = text[: limit - 1]
    whole_words, _space, _rest = start.rpartition(" ")
    return f"{whole_words or start}…"


def _fields(item: wxr.ItemRecord, content: str) -> wxr.Extracted:
    """Take fields out of the text of a post; a page has no place to show them."""
    if item.post_type == "page":
        return wxr.Extracted(None, (), None, None, content)
    return wxr.extract(content)


def _title(item: wxr.ItemRecord, body: str, notes: list[str]) -> str:
    given = words_on_one_line(item.title)
    if not given:
        words = words_on_one_line(body).split()
        more = "…" if len(words) > WORDS_OF_A_TITLE else ""
        given = " ".join(words[:WORDS_OF_A_TITLE]) + more or _("Untitled")
        notes.append(f"had no title, and was given the title “{shortened(given, 80)}”")
    title = shortened(given, TITLE_LIMIT)
    if title != given:
        notes.append(f"its title was shortened to {TITLE_LIMIT} characters")
    return title


def _summary(item: wxr.ItemRecord, notes: list[str]) -> str:
    given = words_on_one_line(wxr.to_html(item.excerpt).html)
    summary = shortened(given, SUMMARY_LIMIT)
    if summary != given:
        notes.append(f"its excerpt was shortened to {SUMMARY_LIMIT} characters")
    return summary


def _faq(number: int, faq: tuple[str, str], notes: list[str]) -> tuple[str, str]:
    question, answer = faq
    lost = sorted({tag.lower() for tag in _NOT_IN_AN_ANSWER.findall(answer)})
    if lost:
        notes.append(f"the answer to question {number} may not hold {', '.join(lost)}: text kept")
    return shortened(_words(question), TITLE_LIMIT), answer


def _words(text: str | None) -> str:
    """Return what `wxr.extract` found, which is plain text, as it may be stored."""
    return html.without_control_characters(text or "")
