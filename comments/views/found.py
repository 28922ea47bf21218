"""The comment that an address names."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from articles import api
from comments.models import Comment, Mode


def public_comment(pk: int) -> tuple[Comment, api.Edition]:
    """A comment that readers see now, and the article below which it stands. Raises Http404."""
    comments = Comment.objects.published().select_related("discussion")
    comment = get_object_or_404(comments, pk=pk)
    edition = api.live_edition(comment.discussion.article_id, now=timezone.now())
    if edition is None or comment.discussion.mode == Mode.HIDDEN:
        raise Http404
    return comment, edition
