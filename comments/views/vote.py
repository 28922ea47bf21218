"""Receiving the votes of readers."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments import votes
from comments.errors import CommentRefused, DiscussionClosed
from comments.forms import could_be_comment
from comments.models import Comment
from comments.threads import NEWEST, newest_first
from comments.views.found import public_comment
from site_config.kit import client
from site_config.kit.same_origin import Origin, origin_of


@csrf_exempt  # The buttons stand on a cached page without a token; the origin is checked instead.
@require_http_methods(["POST"])
def vote(request: HttpRequest) -> HttpResponse:
    """303 to the comment, whether the vote counted or was there before: nobody is told which.

    Where the discussion is closed for everybody, 403 says so.
    """
    asked = request.POST.get("comment", "")
    if not could_be_comment(asked):
        raise Http404
    if origin_of(request) is Origin.FOREIGN:
        raise PermissionDenied
    comment, _edition = public_comment(int(asked))
    device = client.device_hash(request, f"vote {comment.pk}")
    try:
        network = client.network_hash(request)
        votes.vote(comment, device=device, network=network, now=timezone.now())
    except DiscussionClosed as closed:
        return _not_counted(request, comment, closed.message)
    except CommentRefused:
        pass  # Who is banned is not told so by a button.
    order = f"?sort={NEWEST}" if newest_first(request) else ""
    return HttpResponseRedirect(f"{comment.get_absolute_url()}{order}", status=303)


def _not_counted(request: HttpRequest, comment: Comment, message: str) -> HttpResponse:
    context = {"message": message, "address": comment.get_absolute_url(), "noindex": True}
    response = render(request, "comments/not_counted.html", context, status=403)
    response["Cache-Control"] = "no-store"
    return response
