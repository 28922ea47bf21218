from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from articles import feeds, labels
from articles.page_keys import Label
from articles.views.found import redirect_for_good
from site_config.kit.feeds import answer
from site_config.kit.methods import require_safe
from site_config.kit.pagecache.carrying import carry, public_page


@public_page()
@require_safe
def site_feed(request: HttpRequest, file: str) -> HttpResponse:
    channel = feeds.of_site(timezone.now())
    carry(request, *channel.keys)
    return answer(feeds.write(channel, file))


@public_page()
@require_safe
def label_feed(request: HttpRequest, model: type[Label], slug: str, file: str) -> HttpResponse:
    """The feed of a category, a tag or an author, or the way to where it is now."""
    label = model._default_manager.filter(slug=slug).first()
    if label is None:
        moved = labels.formerly_at(request.path.removesuffix(file))
        if moved is None:
            raise Http404
        return redirect_for_good(f"{moved.get_absolute_url()}{file}")
    channel = feeds.of_label(label, timezone.now())
    carry(request, *channel.keys)
    return answer(feeds.write(channel, file))
