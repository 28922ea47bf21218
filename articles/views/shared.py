"""A draft as its outside reviewer finds it: to read, to write notes on, to sign off."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles import history, sharing
from articles.editing import latest_revision
from articles.errors import EditorialRefusal
from articles.models import ShareLink
from articles.views.preview import render_preview
from articles.views.shared_forms import NoteForm, SignOffForm
from site_config.kit.same_origin import Origin, origin_of

# Of what was typed on a page that is closed meanwhile; twice what a note may hold.
LONGEST_KEPT = 10_000

_STEPS: dict[str, tuple[type[NoteForm] | type[SignOffForm], Callable[..., object]]] = {
    "note": (NoteForm, sharing.comment),
    "sign_off": (SignOffForm, sharing.sign_off),
}


@csrf_exempt  # The secret in the address is the token; a cookie is not needed to read a draft.
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The draft with what its bearer may do; 404 or 410 with whom to ask where it is closed."""
    link = sharing.find(token)
    if link is None or not link.is_open(timezone.now()):
        response = _closed(request, link)
    elif request.method == "POST":
        response = _take_step(request, link)
    else:
        if _is_look(request):
            sharing.look(link, now=timezone.now())
        response = _page(request, link)
    response["X-Robots-Tag"] = "noindex, nofollow"
    # Not no-referrer: over plain http, browsers then hide from us that our own form was sent.
    response["Referrer-Policy"] = "same-origin"
    return response


def _take_step(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """303 to the page with what was written; 422 with the text kept; 403 from another site."""
    if origin_of(request) is Origin.FOREIGN:
        raise PermissionDenied
    form_class, step = _STEPS.get(request.POST.get("step", ""), _STEPS["note"])
    form = form_class(request.POST)
    if form.is_valid():
        try:
            step(link, form.cleaned_data["note"], now=timezone.now())
        except EditorialRefusal as refusal:
            form.add_error(None, refusal.message)
        else:
            return HttpResponseRedirect(f"{request.path}#{form.name}", status=303)
    return _page(request, link, status=422, **{f"{form.name}_form": form})


def _is_look(request: HttpRequest) -> bool:
    """Whether a person looks: browsers that fetch ahead say so."""
    ahead = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return request.method == "GET" and "prefetch" not in ahead


def _page(
    request: HttpRequest, link: ShareLink, *, status: int = 200, **forms: Any
) -> HttpResponse:
    response = render_preview(
        request,
        link.revision,
        now=timezone.now(),
        template="articles/shared_draft.html",
        link=link,
        reader=sharing.with_credential(link),
        issuer=history.name_of(link.created_by) if link.created_by else "",
        moved_on=latest_revision(link.article) != link.revision,
        notes=link.notes.all(),
        signed=link.sign_offs.first(),
        **{"note_form": NoteForm(), "sign_off_form": SignOffForm(), **forms},
    )
    response.status_code = status
    return response


def _closed(request: HttpRequest, link: ShareLink | None) -> HttpResponse:
    issuer = history.name_of(link.created_by) if link and link.created_by else ""
    note = request.POST.get("note", "")[:LONGEST_KEPT]
    context = {
        "known": link is not None,
        "issuer": issuer,
        "kept": [note] if note.strip() else [],
        "noindex": True,
    }
    status = 404 if link is None else 410
    return render(request, "articles/shared_closed.html", context, status=status)
