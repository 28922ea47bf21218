"""Answering an address: the live edition, a notice, a redirect, or nothing."""

import datetime as dt
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone

from articles import labels
from articles.addresses import current_path
from articles.models import Edition, Outcome
from articles.models.edition import EditionQuerySet
from site_config.kit.prepared import prepared

Renderer = Callable[[HttpRequest, Edition], HttpResponse]


def answer(request: HttpRequest, show: Renderer) -> HttpResponse:
    """Let `show` render what is live at the request's path, or say what became of it."""
    return answer_at(request.path, request, show)


def answer_at(
    path: str, request: HttpRequest, show: Renderer, *, ending: str = "/"
) -> HttpResponse:
    """The same for another form of what is live at `path`, which ends with `ending` instead."""
    now = timezone.now()
    edition = next(iter(_live_at(now, path)), None)
    if edition is None:
        moved_to = current_path(path, now=now)
        if moved_to is None:
            raise Http404
        return redirect_for_good(moved_to.removesuffix("/") + ending)
    if edition.outcome == Outcome.CONTENT:
        return show(request, edition)
    return _withdrawn(request, edition)


@prepared
def _live_at(now: dt.datetime, path: str) -> EditionQuerySet:
    shown = Edition.objects.live(now).filter(path=path).defer("search_text")
    return shown.select_related("category", "team", "lead_image", "social_card")[:1]


def label_elsewhere(path: str) -> HttpResponse:
    """The way to a category, tag, author or team that once had `path`, or Http404."""
    label = labels.formerly_at(path)
    if label is None:
        raise Http404
    return redirect_for_good(label.get_absolute_url())


def redirect_for_good(path: str) -> HttpResponse:
    """A 301 that browsers check again, because the place may change once more."""
    response = HttpResponsePermanentRedirect(path)
    response["Cache-Control"] = "no-cache"
    return response


def _withdrawn(request: HttpRequest, notice: Edition) -> HttpResponse:
    replacement = None
    if notice.replacement_id is not None:
        live = Edition.objects.live(timezone.now()).filter(article=notice.replacement_id)
        replacement = live.filter(outcome=Outcome.CONTENT).first()
    if notice.outcome == Outcome.MOVED and replacement is not None:
        return redirect_for_good(replacement.path)
    context = {
        "edition": notice,
        "reason": notice.note,
        "replacement": replacement,
        "noindex": True,
    }
    return render(request, "articles/withdrawn.html", context, status=410)
