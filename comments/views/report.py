"""Receiving what readers report about comments."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments import reports
from comments.errors import CommentRefused
from comments.models import Comment, Report
from comments.reader_forms import ReportForm
from comments.views.found import public_comment
from site_config.kit import client, html
from site_config.kit.same_origin import Origin, origin_of


@csrf_exempt  # Readers have no cookie for a token; the origin is checked instead.
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The form to report a comment. POST leads to thanks, or answers 422 and 403 with the text.

    The thanks are the same whatever became of the comment, which may be public no longer.
    """
    if request.method != "POST" and "sent" in request.GET:
        return _page(request, {"was_sent": True})
    comment, edition = public_comment(pk)
    page = {"comment": comment, "body": html.stored(comment.html), "edition": edition}
    if request.method != "POST":
        return _page(request, {**page, "form": ReportForm()})
    form = ReportForm(request.POST)
    if origin_of(request) is Origin.FOREIGN:
        form.add_error(None, _("This form was sent from another website. Send it again from here."))
        return _page(request, {**page, "form": form}, status=403)
    if not form.is_valid():
        return _page(request, {**page, "form": form}, status=422)
    _send(request, comment, form)
    return HttpResponseRedirect(f"{request.path}?sent", status=303)


def _send(request: HttpRequest, comment: Comment, form: ReportForm) -> None:
    complaint = reports.Complaint(
        sort=Report.Sort(form.cleaned_data["sort"]),
        note=form.cleaned_data["note"],
        device=client.device_hash(request, f"report {comment.pk}"),
        network=client.network_hash(request),
    )
    try:
        reports.report(comment, complaint, now=timezone.now())
    except CommentRefused:
        pass  # Everybody gets the same thanks: who tries what is not told what works.


def _page(request: HttpRequest, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    context["noindex"] = True
    response = render(request, "comments/report.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
