"""Receiving what readers report about an article."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles import reports
from articles.errors import TooManyReports
from articles.models import Edition, ErrorReport, Kind, path_of
from articles.reader_forms import ReportForm
from site_config.kit import client
from site_config.kit.same_origin import Origin, origin_of


@csrf_exempt  # Readers have no cookie for a token; the origin is checked instead.
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The form below its article's address. POST answers 303, or 422, 403 and 429 with the text."""
    edition = _live_edition(slug)
    if request.method != "POST":
        return _page(request, edition, ReportForm(), was_sent="sent" in request.GET)
    form = ReportForm(request.POST)
    if origin_of(request) is Origin.FOREIGN:
        form.add_error(None, _("This form was sent from another website. Send it again from here."))
        return _page(request, edition, form, status=403)
    if not form.is_valid():
        return _page(request, edition, form, status=422)
    return _send(request, edition, form)


def _send(request: HttpRequest, edition: Edition, form: ReportForm) -> HttpResponse:
    message = reports.Message(
        sort=ErrorReport.Sort(form.cleaned_data["sort"]),
        body=form.cleaned_data["body"],
        email=form.cleaned_data["email"],
        network=client.network_hash(request),
    )
    try:
        reports.report(edition.article_id, message, now=timezone.now())
    except TooManyReports as refusal:
        form.add_error(None, refusal.message)
        response = _page(request, edition, form, status=429)
        response["Retry-After"] = str(int(reports.RATE_WINDOW.total_seconds()))
        return response
    return HttpResponseRedirect(f"{request.path}?sent", status=303)


def _live_edition(slug: str) -> Edition:
    found = Edition.objects.listed(timezone.now()).filter(path=path_of(Kind.ARTICLE, slug))
    edition = found.only("article", "title", "path").first()
    if edition is None:
        raise Http404
    return edition


def _page(
    request: HttpRequest,
    edition: Edition,
    form: ReportForm,
    *,
    was_sent: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {"edition": edition, "form": form, "was_sent": was_sent, "noindex": True}
    response = render(request, "articles/report.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
