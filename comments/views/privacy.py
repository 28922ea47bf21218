"""What the site holds about a reader: asked for by everybody, shown to the owner of the address."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.errors import TooManyRequests
from comments.models import DataRequest
from comments.privacy import asking
from comments.privacy.collecting import file_of, held
from comments.privacy.erasing import erase
from comments.privacy.forms import KEEP, AskForm, EraseForm
from comments.privacy.statement import statement
from site_config.kit import client
from site_config.kit.methods import require_safe
from site_config.kit.same_origin import Origin, origin_of


@csrf_exempt  # Readers have no cookie for a token; the origin is checked instead.
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Enter an address. POST answers 303, the same for every address, or 422, 403 and 429."""
    if request.method != "POST":
        done = next((each for each in ("sent", "erased") if each in request.GET), "")
        return _ask_page(request, AskForm(), done=done)
    form = AskForm(request.POST)
    if origin_of(request) is Origin.FOREIGN:
        form.add_error(None, _("This form was sent from another website. Send it again from here."))
        return _ask_page(request, form, status=403)
    if not form.is_valid():
        return _ask_page(request, form, status=422)
    return _send_link(request, form)


def _send_link(request: HttpRequest, form: AskForm) -> HttpResponse:
    network = client.network_hash(request)
    try:
        asking.ask(form.cleaned_data["email"], network=network, now=timezone.now())
    except TooManyRequests as refusal:
        form.add_error(None, refusal.message)
        response = _ask_page(request, form, status=429)
        response["Retry-After"] = str(int(asking.RATE_WINDOW.total_seconds()))
        return response
    return HttpResponseRedirect(f"{request.path}?sent", status=303)


@csrf_exempt  # The token in the address is the proof; the origin is checked as well.
@require_http_methods(["GET", "HEAD", "POST"])
def my_data(request: HttpRequest, token: str) -> HttpResponse:
    """What is held about an address. POST erases it: 303, or 422 and 403."""
    asked = asking.find(token, now=timezone.now())
    if asked is None:
        return _closed(request)
    if request.method != "POST":
        return _data_page(request, asked, EraseForm())
    if origin_of(request) is Origin.FOREIGN:
        raise PermissionDenied
    form = EraseForm(request.POST)
    if not form.is_valid():
        return _data_page(request, asked, form, status=422)
    keep_words = form.cleaned_data["words"] == KEEP
    erased = erase(asked.email, keep_words=keep_words, by=None, now=timezone.now())
    place = f"{request.path}?more" if erased.left else f"{reverse('comments:ask')}?erased"
    return HttpResponseRedirect(place, status=303)


@require_safe
def download(request: HttpRequest, token: str) -> HttpResponse:
    """Everything that is held about an address, as a file."""
    asked = asking.find(token, now=timezone.now())
    if asked is None:
        return _closed(request)
    return _private(file_of(asked.email, now=timezone.now()))


def _ask_page(
    request: HttpRequest, form: AskForm, *, done: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "done": done, "statement": statement(), "noindex": True}
    return _private(render(request, "comments/privacy_ask.html", context, status=status))


def _data_page(
    request: HttpRequest, asked: DataRequest, form: EraseForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "email": asked.email,
        "held": held(asked.email),
        "form": form,
        "download": f"{asking.path_of(asked)}download/",
        "has_more": "more" in request.GET,
        "noindex": True,
    }
    return _private(render(request, "comments/privacy_data.html", context, status=status))


def _closed(request: HttpRequest) -> HttpResponse:
    context = {"noindex": True}
    return _private(render(request, "comments/privacy_closed.html", context, status=410))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    # Not no-referrer: over plain http, browsers then hide from us that our own form was sent.
    response["Referrer-Policy"] = "same-origin"
    return response
