from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from comments.pages import number_of
from comments.threads import NEWEST, newest_first
from comments.views.found import public_comment
from site_config.kit.methods import require_safe


@require_safe
def permalink(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a reader to the comment in its thread, on whatever page it stands now."""
    comment, edition = public_comment(pk)
    newest = newest_first(request)
    number = number_of(comment, newest=newest)
    query = urlencode(
        ({"sort": NEWEST} if newest else {}) | ({"comments": number} if number > 1 else {})
    )
    place = f"{edition.path}?{query}" if query else edition.path
    response = HttpResponseRedirect(f"{place}#{comment.anchor}")
    response["Cache-Control"] = "no-cache"
    return response
