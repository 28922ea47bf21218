import datetime as dt

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import api
from comments.models import Comment
from comments.status import PURPOSE, explanation, reasons, sees_help
from site_config.kit import html, signed_links


@require_safe
def comment_status(request: HttpRequest, token: str) -> HttpResponse:
    """What became of a comment, for its writer alone."""
    now = timezone.now()
    comment = _comment_of(token, now)
    context = {
        "comment": comment,
        "body": html.render_comment(comment.body),
        "state": comment.state,
        "explanation": explanation(comment),
        "reasons": reasons(comment),
        "emergency_number": settings.COMMENTS_EMERGENCY_NUMBER if sees_help(comment) else "",
        "edition": api.live_edition(comment.discussion.article_id, now=now),
        "noindex": True,
    }
    response = render(request, "comments/status.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _comment_of(token: str, now: dt.datetime) -> Comment:
    """The comment that the token of a status link names, unless erased. Raises Http404."""
    try:
        pk = int(signed_links.read(PURPOSE, token, now=now))
    except signed_links.BadLink as bad:
        raise Http404 from bad
    comments = Comment.objects.select_related("discussion__article")
    return get_object_or_404(comments, pk=pk, erased_at=None)
