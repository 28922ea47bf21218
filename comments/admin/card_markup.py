"""The cards of the queue as HTML: fifty on a page, so that their templates are stencils."""

from collections.abc import Iterator, Mapping

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from comments.admin.cards import Card
from comments.models import Comment
from site_config.kit import stencils

Variables = Mapping[str, object]

_QUOTED = 120
_ANSWERED = 160


def render(card: Card) -> SafeString:
    return _fill("_card", {**_comment(card), **_decided_about(card), **_found(card)})


def tick(comment: Comment) -> SafeString:
    """The box that selects a comment; Django's own took longer than the card beside it."""
    return _fill("_tick", {"name": ACTION_CHECKBOX_NAME, "pk": comment.pk, "comment": str(comment)})


def _comment(card: Card) -> Variables:
    """Who wrote what, and where."""
    comment, article = card.comment, card.comment.discussion.article
    parent = comment.parent
    return {
        "pk": comment.pk,
        "name": comment.author_name,
        "email": comment.author_email,
        "website": comment.author_website,
        "state": comment.state,
        "state_words": card.state,
        "age": card.age,
        "history": card.history,
        "is_staff": comment.is_staff,
        "is_trusted": card.is_trusted,
        "is_confirmed": comment.confirmed_at is not None and not card.is_trusted,
        "address": f"{card.address}change/",
        "article": article.title,
        "article_path": article.desk_path,
        "category": article.category,
        "parent": parent.author_name if parent else "",
        "parent_text": Truncator(parent.body).chars(_ANSWERED) if parent else "",
        "text": card.text,
        "rest": card.rest,
    }


def _found(card: Card) -> Variables:
    """What speaks against the comment, and what became of it."""
    comment, question = card.comment, getattr(card.comment, "question", None)
    return {
        "reports": _fill(
            "_report",
            *({"sort": each.get_sort_display(), "note": each.note} for each in card.reports),
        ),
        "reasons": _fill("_reason", *map(_reason, comment.reasons)),
        "clusters": _fill(
            "_cluster",
            *({"words": words, "address": address} for words, address in card.clusters),
        ),
        "is_redacted": comment.redacted_at is not None,
        "faq": question and question.faq,
        "faq_address": question and reverse("admin:articles_faq_change", args=[question.faq_id]),
    }


def _reason(reason: dict[str, str]) -> Variables:
    matched = reason["matched"]
    return {"words": reason["words"], "matched": Truncator(matched).chars(_QUOTED)}


def _decided_about(card: Card) -> Variables:
    """The buttons, none for who does not moderate."""
    if not card.choices:
        return {}
    often = {name: _choice(card, name, words) for name, words in card.choices.items()}
    approve, reject = often.pop("approve", None), often.pop("reject", None)
    steps = {name: step.label for name, step in card.steps.items()}
    dismiss = steps.pop("dismiss", "")
    return {
        "choices": True,
        "approve": approve and _fill("_choice", {**approve, "is_default": True}),
        "reject": reject and reject["words"],
        "rejections": reject and _fill("_rejection", *_rejections(card)),
        "others": _fill("_choice", *often.values()),
        "dismiss": dismiss,
        "attend": card.attend,
        "steps": _fill("_step", *(_step(card, *each) for each in steps.items())),
        "redact": f"{card.address}redact/",
        "bans": _fill("_ban", *({"address": link, "what": what} for link, what in card.bans)),
        "make_faq": card.make_faq,
        "erase": card.erase,
    }


def _choice(card: Card, name: str, words: str) -> Variables:
    return {"address": card.decide, "value": name, "words": words}


def _rejections(card: Card) -> Iterator[Variables]:
    for number, (value, words) in enumerate(card.rejections, 1):
        yield {"address": card.decide, "value": value, "words": words, "number": number}


def _step(card: Card, name: str, words: str) -> Variables:
    return {"address": card.attend, "value": name, "words": words}


def _fill(name: str, *rows: Variables) -> SafeString:
    return stencils.fill(f"admin/comments/card/{name}.html", rows)
