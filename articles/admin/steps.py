"""The steps of the workflow as buttons: each shows a small form and calls one verb.

GET shows what the step will do; only POST does it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import gate, links, permissions, readiness
from articles.admin import step_forms, step_verbs, ticks
from articles.admin.pages import context_of, url_of
from articles.editing import latest_revision
from articles.errors import EditorialRefusal, GateRefused
from articles.models import Article, FaqUse, Revision, SignOff
from articles.permissions import PUBLISH, REVIEW, SIGN_OFF, SUBMIT
from articles.problems import Problem
from articles.revisions import Changes, since_live, since_sign_off
from articles.status import Standing, standing
from articles.workflow import (
    APPROVABLE,
    RETURNABLE,
    SUBMITTABLE,
    needs_somebody_else,
    publishable,
)

Perform = Callable[[Revision, dict[str, Any], Any, dt.datetime], str]


@dataclass(frozen=True)
class Step:
    """One button: who may see it, when it makes sense, what it asks, and what it does."""

    name: str
    label: str | Promise
    permission: str
    form: type[step_forms.StepForm]
    perform: Perform
    fits: Callable[[Article, Standing], bool]
    shows_gate: bool = False
    # Whether it is taken with the very words that were read, or with the article whatever it says.
    is_of_revision: bool = True


STEPS = {
    step.name: step
    for step in (
        Step(
            "submit",
            _("Submit for review"),
            SUBMIT,
            step_forms.NoteForm,
            step_verbs.submit,
            lambda article, _standing: article.stage in SUBMITTABLE,
            shows_gate=True,
        ),
        Step(
            "approve",
            _("Approve"),
            REVIEW,
            step_forms.NoteForm,
            step_verbs.approve,
            lambda article, _standing: article.stage in APPROVABLE,
            shows_gate=True,
        ),
        Step(
            "request-changes",
            _("Request changes"),
            REVIEW,
            step_forms.RequiredNoteForm,
            step_verbs.request_changes,
            lambda article, standing: article.stage in RETURNABLE and not standing.is_up_to_date,
        ),
        Step(
            "sign-off",
            _("Sign off medically"),
            SIGN_OFF,
            step_forms.NoteForm,
            step_verbs.sign_off,
            lambda _article, _standing: True,
        ),
        Step(
            "publish",
            _("Publish or schedule"),
            PUBLISH,
            step_forms.PublishForm,
            step_verbs.publish,
            lambda article, standing: article.stage in publishable() and not standing.is_up_to_date,
            shows_gate=True,
        ),
        Step(
            "cancel-schedule",
            _("Cancel the schedule"),
            PUBLISH,
            step_forms.StepForm,
            step_verbs.cancel_schedule,
            lambda _article, standing: standing.ahead is not None,
            is_of_revision=False,
        ),
        Step(
            "withdraw",
            _("Withdraw"),
            PUBLISH,
            step_forms.WithdrawForm,
            step_verbs.withdraw,
            lambda _article, standing: standing.is_live,
            is_of_revision=False,
        ),
    )
}

# What a person reads before deciding: what changed since somebody last did.
_CHANGES: dict[str, Callable[..., Changes | None]] = {
    "approve": partial(since_sign_off, sort=SignOff.Sort.EDITORIAL),
    "sign-off": partial(since_sign_off, sort=SignOff.Sort.MEDICAL),
    "publish": since_live,
}


def available(user: Any, article: Article, standing: Standing) -> list[Step]:
    """The steps that this person can take with this article now."""
    return [
        step
        for step in STEPS.values()
        if step.fits(article, standing) and _may(user, step, article)
    ]


def step_view(model_admin: Any, request: Any, article: Article, name: str) -> HttpResponse:
    """Show a step's form, or take the step."""
    step = STEPS.get(name)
    if step is None:
        raise Http404
    if not _may(request.user, step, article):
        raise PermissionDenied
    if request.method == "POST":
        return _take(model_admin, request, article, step)
    revision = latest_revision(article)
    return _page(model_admin, request, revision, step, _form(step, revision))


@transaction.atomic
def _take(model_admin: Any, request: Any, article: Article, step: Step) -> HttpResponse:
    """Take the step with the revision that was read, or show the page again and say why not.

    The article is locked, so that nobody saves another revision in between.
    """
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())
    revision = latest_revision(article)
    form = _form(step, revision, request.POST)
    if step.is_of_revision:
        _require_read(form, revision, request.POST.get("revision", ""))
    if form.is_valid():
        try:
            said = step.perform(revision, form.cleaned_data, request.user, timezone.now())
        except EditorialRefusal as refusal:
            _add_refusal(form, refusal)
        else:
            messages.success(request, said)
            return HttpResponseRedirect(url_of(model_admin, article))
    return _page(model_admin, request, revision, step, form)


def _form(step: Step, revision: Revision, sent: Any = None) -> step_forms.StepForm:
    form = step.form(sent, article=revision.article)
    if step.name == "publish":
        to_tick = readiness.to_tick(revision, now=timezone.now())
        ticks.ask(form, to_tick, revision.article_id)
    return form


def _require_read(form: forms.Form, latest: Revision, sent: str) -> None:
    """Refuse a decision on an older revision than the latest; `sent` is the key of the one read."""
    if sent == str(latest.pk):
        return
    is_key = sent.isascii() and sent.isdecimal() and len(sent) < 19
    read = latest.article.revisions.filter(pk=sent).first() if is_key else None
    if read is None:
        words = gettext("The latest is revision %(latest)d. Read that one, then decide.")
        form.add_error(None, words % {"latest": latest.number})
    else:
        words = gettext(
            "Somebody saved revision %(latest)d while you were reading revision %(read)d. "
            "Read that one, then decide."
        )
        form.add_error(None, words % {"latest": latest.number, "read": read.number})


def _may(user: Any, step: Step, article: Article) -> bool:
    if not user.has_perm(step.permission):
        return False
    return step.name != "submit" or permissions.may_edit(user, article)


def _add_refusal(form: forms.Form, refusal: EditorialRefusal) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    if isinstance(refusal, GateRefused):
        for problem in refusal.problems:
            form.add_error(None, problem.message)


def _page(
    model_admin: Any, request: Any, revision: Revision, step: Step, form: forms.Form
) -> HttpResponse:
    article, now = revision.article, timezone.now()
    asked = ticks.fields_of(form)
    context = {
        **context_of(model_admin, request, article, "step"),
        "title": step.label,
        "step": step,
        "form": form,
        "revision": revision,
        "standing": standing(article, now=now),
        "zone": timezone.get_current_timezone_name(),
        "problems": _problems(step, revision, asked),
        "ticks": asked,
        "fields": [field for field in form if field not in asked],
        "shows_changes": step.name in _CHANGES,
        "changes": _CHANGES[step.name](revision, now=now) if step.name in _CHANGES else None,
        "links_here": links.to_article(article, now=now) if step.name == "withdraw" else None,
        "needs_somebody_else": step.name == "approve"
        and needs_somebody_else(revision, by=request.user),
        "shared_faqs": _shared_faqs(article) if step.name == "publish" else [],
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/articles/desk/step.html", context, status=status)


def _problems(step: Step, revision: Revision, asked: list[forms.BoundField]) -> list[Problem]:
    """What the gate says, but for the warnings on which the form asks for a tick."""
    if not step.shows_gate:
        return []
    keys = {tick.field.problem.key for tick in asked}  # type: ignore[attr-defined]
    return [problem for problem in gate.check(revision) if problem.key not in keys]


def _shared_faqs(article: Article) -> list[dict[str, Any]]:
    """The questions of this article and which other articles show them too."""
    uses = (
        FaqUse.objects.filter(faq__in=article.faq_uses.values("faq"))
        .exclude(article=article)
        .select_related("faq", "article")[:100]
    )
    shared: dict[int, dict[str, Any]] = {}
    for use in uses:
        shared.setdefault(use.faq_id, {"question": use.faq.title, "articles": []})
        shared[use.faq_id]["articles"].append(use.article.title)
    return list(shared.values())
