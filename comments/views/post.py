"""Receiving a comment."""

from django.contrib.auth.models import User
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles import api
from comments import posting, trust
from comments.errors import (
    Banned,
    CommentRefused,
    DiscussionClosed,
    DuplicateComment,
    NameTaken,
    NoArticle,
    ParentGone,
    TooManyRequests,
)
from comments.forms import CommentForm
from comments.readers import staff_account
from comments.status import status_path
from site_config.kit import client
from site_config.kit.same_origin import Origin, origin_of
from site_config.kit.site import present


@csrf_exempt  # The form is part of a cached page without a token; the origin is checked instead.
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, slug: str) -> HttpResponse:
    """POST leaves a comment. Who reloads the address after a mistake gets the article."""
    if request.method == "POST":
        return post_comment(request, slug)
    return HttpResponseRedirect(f"{_live_edition(slug).path}#leave-a-comment")


def post_comment(request: HttpRequest, slug: str) -> HttpResponse:
    """303 to the comment's private page, 200 for a preview; else what is wrong, and the text."""
    try:
        account = staff_account(request)
        if not _stood_here(request, account):
            return not_saved(request, _("This form was sent from another website."), status=403)
        form = CommentForm(request.POST, account=account)
        is_valid, wants_preview = form.is_valid(), "preview" in request.POST
        if wants_preview:
            form.show_preview()
        if wants_preview or not is_valid:
            return _again(request, slug, form, status=200 if is_valid else 422)
        return _post(request, slug, form)
    except (OperationalError, InterfaceError):
        return not_saved(request, _("The site cannot save anything just now."), status=503)


def _stood_here(request: HttpRequest, account: User | None) -> bool:
    """Whether the form stood on a page of ours, as far as the browser says; a session must know."""
    origin = origin_of(request)
    return origin is Origin.OURS or (origin is Origin.UNKNOWN and account is None)


def _post(request: HttpRequest, slug: str, form: CommentForm) -> HttpResponse:
    draft = _draft(request, form)
    try:
        comment = posting.post_at(_path(slug), draft, by=form.account, now=timezone.now())
    except NoArticle as gone:
        raise Http404 from gone
    except (Banned, DiscussionClosed, TooManyRequests) as refused:
        return _refused(request, refused)
    except ParentGone as gone:
        form.refuse_parent(gone.message)
        return _again(request, slug, form, status=422)
    except NameTaken as taken:
        form.add_error(taken.field, taken.message)
        return _again(request, slug, form, status=422)
    except DuplicateComment as duplicate:
        form.add_error(None, duplicate.message)
        return _again(request, slug, form, status=409)
    # Its writer has no other key to it; whoever is let in by an account goes the same way.
    return HttpResponseRedirect(status_path(comment), status=303)


def _refused(request: HttpRequest, refused: CommentRefused) -> HttpResponse:
    """403 or 429; no page of an article is rendered for those who send too much."""
    if not isinstance(refused, TooManyRequests):
        return not_saved(request, refused.message, status=403, soon=False)
    response = not_saved(request, refused.message, status=429, soon=False)
    response["Retry-After"] = str(int(posting.FLOOD_WINDOW.total_seconds()))
    return response


def _draft(request: HttpRequest, form: CommentForm) -> posting.Draft:
    return posting.Draft(
        name=form.cleaned_data["name"],
        email=form.cleaned_data["email"],
        website=form.cleaned_data["website"],
        body=form.cleaned_data["body"],
        parent_id=form.cleaned_data["parent_id"],
        trap=form.cleaned_data["nickname"],
        network=client.network_hash(request),
        origin_known=origin_of(request) is Origin.OURS,
        filled_in=form.cleaned_data["filled_in"],
        proved=trust.proved(request, now=timezone.now()),
        tells_decision=form.cleaned_data["decision"],
        tells_replies=form.cleaned_data["answers"],
    )


def _path(slug: str) -> str:
    return api.path_of(api.Kind.ARTICLE, slug)


def _live_edition(slug: str) -> api.Edition:
    edition = api.live_edition_at(_path(slug), now=timezone.now())
    if edition is None:
        raise Http404
    return edition


def _again(request: HttpRequest, slug: str, form: CommentForm, *, status: int) -> HttpResponse:
    """The article's own page once more, with the form as it was sent."""
    edition = _live_edition(slug)
    response = api.article_page(request, edition, status=status, comment_form=form)
    response["Cache-Control"] = "no-store"
    return response


def not_saved(
    request: HttpRequest, message: str, *, status: int, soon: bool = True
) -> HttpResponse:
    """Say that nothing was saved, and give the text back, whether there is a database or not.

    `soon` is whether it is worth trying again in a minute.
    """
    context = {
        "site": present.last_known(),
        "message": message,
        "soon": soon,
        "name": request.POST.get("name", "")[:80],
        "body": request.POST.get("body", "")[:20_000],
    }
    page = render_to_string("comments/unavailable.html", context)
    response = HttpResponse(page, status=status)
    response["Cache-Control"] = "no-store"
    return response
