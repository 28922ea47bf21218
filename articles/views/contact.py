"""The page named contact, with a form to the editors while the settings name their address."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles import contact
from articles.errors import TooManyMessages
from articles.models import Edition
from articles.reader_forms import ContactForm
from articles.views.found import answer
from articles.views.pages import show_page
from site_config.kit import client
from site_config.kit.pagecache.carrying import public_page
from site_config.kit.same_origin import Origin, origin_of
from site_config.kit.site.present import site


@public_page("sent")
@csrf_exempt  # Readers have no cookie for a token; the origin is checked instead.
@require_http_methods(["GET", "HEAD", "POST"])
def contact_page(request: HttpRequest) -> HttpResponse:
    """POST answers 303, or 422, 403 and 429 with the text; 404 where there is no form."""
    is_open = bool(site().contact_email)
    if request.method != "POST":
        return _page(request, ContactForm() if is_open else None)
    if not is_open:
        raise Http404
    form = ContactForm(request.POST)
    if origin_of(request) is Origin.FOREIGN:
        form.add_error(None, _("This form was sent from another website. Send it again from here."))
        return _page(request, form, status=403)
    if not form.is_valid():
        return _page(request, form, status=422)
    return _send(request, form)


def _send(request: HttpRequest, form: ContactForm) -> HttpResponse:
    message = contact.Message(
        name=form.cleaned_data["name"],
        email=form.cleaned_data["email"],
        body=form.cleaned_data["body"],
        network=client.network_hash(request),
    )
    try:
        contact.send(message, now=timezone.now())
    except TooManyMessages as refusal:
        form.add_error(None, refusal.message)
        response = _page(request, form, status=429)
        response["Retry-After"] = str(int(contact.RATE_WINDOW.total_seconds()))
        return response
    return HttpResponseRedirect(f"{request.path}?sent#sent", status=303)


def _page(request: HttpRequest, form: ContactForm | None, *, status: int = 200) -> HttpResponse:
    def show(request: HttpRequest, edition: Edition) -> HttpResponse:
        was_sent = "sent" in request.GET
        return show_page(request, edition, status=status, contact_form=form, was_sent=was_sent)

    response = answer(request, show)
    if request.method == "POST":
        response["Cache-Control"] = "no-store"
    return response
