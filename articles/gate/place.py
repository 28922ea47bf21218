"""Where an article stands, who vouches for it, and what its category asks of it (E12)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles import snapshots
from articles.gate.subject import Subject
from articles.models import Kind, Revision, Role, SignOff
from articles.problems import Problem


def has_people_and_place(subject: Subject) -> Iterator[Problem]:
    """An article stands in a category, under a byline; pages and FAQs need neither."""
    if subject.kind != Kind.ARTICLE:
        return
    if not subject.data["category"]:
        yield Problem("category.missing", "error", "category", _("Choose a category."))
    if not any(c["role"] == Role.WRITER for c in subject.data["contributors"]):
        yield Problem("byline.missing", "error", "contributors", _("Name at least one writer."))
    if not subject.data["summary"]:
        yield Problem(
            "summary.missing", "warning", "summary", _("Write a summary for lists and searches.")
        )


def has_what_its_category_requires(subject: Subject) -> Iterator[Problem]:
    category = subject.category
    if category is None or subject.kind == Kind.PAGE:
        return
    if category.requires_source and not subject.data["sources"]:
        yield Problem(
            "source.missing",
            "error",
            "sources",
            _("“%(category)s” requires at least one source.") % {"category": category.name},
        )
    if category.requires_medical_sign_off and not _is_signed_off(subject.revision):
        yield Problem(
            "medical.missing",
            "error",
            "category",
            _("“%(category)s” requires that a medical reviewer signs off exactly this text.")
            % {"category": category.name},
            _("Ask a medical reviewer to sign it off, or share the draft with one."),
        )


def _is_signed_off(revision: Revision) -> bool:
    """Whether a medical reviewer signed off this revision, or an earlier one of the same words."""
    signed = SignOff.objects.filter(
        revision__article=revision.article_id, sort=SignOff.Sort.MEDICAL
    ).select_related("revision")
    words = snapshots.without_pins(revision.data)
    return any(
        each.revision_id == revision.pk or snapshots.without_pins(each.revision.data) == words
        for each in signed[:20]
    )
