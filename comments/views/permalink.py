from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import api
from comments.models import Comment, Mode
from comments.pages import number_of


@require_safe
def permalink(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a reader to the comment in its thread, on whatever page it stands now."""
    comments = Comment.objects.published().select_related("discussion")
    comment = get_object_or_404(comments, pk=pk)
    edition = api.live_edition(comment.discussion.article_id, now=timezone.now())
    if edition is None or comment.discussion.mode == Mode.HIDDEN:
        raise Http404
    number = number_of(comment)
    query = f"?comments={number}" if number > 1 else ""
    response = HttpResponseRedirect(f"{edition.path}{query}#{comment.anchor}")
    response["Cache-Control"] = "no-cache"
    return response
