"""The desk's stable reference to a picture, which the editor's text area shows."""

from django.contrib.admin.views.decorators import staff_member_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from articles.images.pictures import picture
from articles.models import Image
from site_config.kit.methods import require_safe


@require_safe
@staff_member_required
def desk_image(request: HttpRequest, pk: int) -> HttpResponse:
    """Send staff to the public file; readers' pages name that file themselves."""
    shown = picture(get_object_or_404(Image, pk=pk), alt="")
    if shown is None:
        raise Http404
    return HttpResponseRedirect(shown.src)
