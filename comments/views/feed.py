from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import api
from comments import page_keys
from comments.models import Comment, Discussion, Mode
from site_config.kit.feeds import Atom, answer
from site_config.kit.methods import require_safe
from site_config.kit.pagecache.carrying import carry, public_page

NEWEST = 50


@public_page()
@require_safe
def comments_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest comments below an article, for who follows its discussion."""
    path, now = api.path_of(api.Kind.ARTICLE, slug), timezone.now()
    edition = api.live_edition_at(path, now=now)
    if edition is None:
        return _elsewhere(api.current_path(path, now=now))
    discussion = Discussion.objects.filter(article=edition.article_id).first()
    if discussion is not None and discussion.mode == Mode.HIDDEN:
        raise Http404
    carry(request, page_keys.thread(edition.article_id), api.card_key(edition.article_id))
    return answer(_feed(edition, discussion))


def _feed(edition: api.Edition, discussion: Discussion | None) -> Atom:
    feed = Atom(
        title=_("Comments on “%(title)s”") % {"title": edition.title},
        link=f"{settings.SITE_URL}{edition.path}#comments",
        description=None,
        language=settings.LANGUAGE_CODE,
        feed_url=f"{settings.SITE_URL}{edition.path}comments.xml",
        feed_guid=f"{settings.SITE_URL}/#comments-{edition.article_id}",
        # Readers of the site follow its articles; the hub is told of these only.
        hub="",
    )
    # By the number, which an index of the discussion has, and not by the date, which none has.
    newest = Comment.objects.published().filter(discussion=discussion).order_by("-pk")
    for comment in newest[:NEWEST] if discussion else []:
        address = f"{settings.SITE_URL}{comment.get_absolute_url()}"
        feed.add_item(
            title=comment.author_name,
            link=address,
            description=comment.html,
            unique_id=address,
            author_name=comment.author_name,
            pubdate=comment.created_at,
            updateddate=comment.edited_at or comment.created_at,
        )
    return feed


def _elsewhere(path: str | None) -> HttpResponse:
    if path is None:
        raise Http404
    response = HttpResponsePermanentRedirect(f"{path}comments.xml")
    response["Cache-Control"] = "no-cache"
    return response
