"""What was typed and not saved, beside the form: kept as one types, offered, taken up, thrown away.

A form gets a `tab` of its own each time it is opened, so that two tabs never overwrite one another.
"""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from articles import snapshots, unsaved
from articles.admin import typed, typed_fields
from articles.admin.pages import context_of, url_of
from articles.admin.presence import who_else
from articles.admin.told import moment_words, saved_words
from articles.admin.versions import versions
from articles.errors import EditorialRefusal, OpenElsewhere, TooMuchText
from articles.models import Article, UnsavedText

TAB = "unsaved_tab"
TAKEN_UP = "unsaved_taken_up"
# The last tabs that were saved: what one of them sends late is saved already.
_SAVED_TABS = "saved_tabs"
_SAVED_TABS_KEPT = 20
# A browser that was offline sends what it kept itself; nobody is offline for longer.
_LONGEST_AGE = dt.timedelta(days=30)


@dataclass(frozen=True)
class BesideForm:
    """What stands beside a form about text that is not saved, and about who else is here.

    `taken_up` is the tab whose text fills this form, or empty. `is_refused` says that the form
    holds text that was sent and not saved.
    """

    tab: str
    taken_up: str
    is_refused: bool
    offer: str
    form_url: str
    url: str
    preview_url: str
    presence_url: str
    others: list[str]


@dataclass(frozen=True)
class _Sent:
    """What the script of the form sends; no `fields` means that nothing is unsaved any more."""

    user: int
    tab: str
    over: str
    age: dt.timedelta
    fields: unsaved.Fields


def take_up(model_admin: Any, request: Any, object_id: str | None) -> None:
    """Let the form that `request` asks for be filled with what was not saved, if it says so."""
    if request.method != "GET" or "unsaved" not in request.GET:
        return
    article = model_admin.get_object(request, unquote(object_id)) if object_id else None
    if object_id and article is None:
        return
    kept = unsaved.find(model_admin.kind, article, by=request.user)
    if kept is not None:
        request.taken_up_tab = kept.tab
        request.taken_up = typed_fields.from_lists(kept.fields)


def forget_saved(model_admin: Any, request: Any, article: Article | None) -> None:
    """Forget the text of the form that was just saved; `article` is None if it was a new one."""
    tabs = [request.POST[name] for name in (TAB, TAKEN_UP) if request.POST.get(name)]
    unsaved.forget(model_admin.kind, article, by=request.user, tabs=tabs)
    saved = [*request.session.get(_SAVED_TABS, []), *tabs]
    request.session[_SAVED_TABS] = saved[-_SAVED_TABS_KEPT:]


def beside_form(model_admin: Any, request: Any, article: Article | None) -> BesideForm:
    now = timezone.now()
    tab = request.POST.get(TAB) or str(uuid4())
    taken_up = request.POST.get(TAKEN_UP) or getattr(request, "taken_up_tab", "")
    kept = unsaved.find(model_admin.kind, article, by=request.user)
    return BesideForm(
        tab=tab,
        taken_up=taken_up,
        is_refused=request.method == "POST",
        offer=_offer(kept, article, now) if kept and kept.tab not in {tab, taken_up} else "",
        form_url=url_of(model_admin, article),
        url=url_of(model_admin, article, "unsaved"),
        preview_url=url_of(model_admin, article, "preview_typed"),
        presence_url=url_of(model_admin, article, "presence") if article else "",
        others=who_else(article, request.user, now) if article else [],
    )


def unsaved_view(model_admin: Any, request: Any, article: Article | None) -> HttpResponse:
    """Keep what is typed (JSON), throw it away (a form), or show what differs (GET)."""
    require_right(model_admin, request, article)
    if request.method != "POST":
        return _differences(model_admin, request, article)
    if request.content_type == "application/json":
        return _answer(model_admin, request, article)
    unsaved.forget(model_admin.kind, article, by=request.user)
    messages.success(request, _("The text that was not saved is thrown away."))
    return HttpResponseRedirect(url_of(model_admin, article))


def require_right(model_admin: Any, request: HttpRequest, article: Article | None) -> None:
    """Raise PermissionDenied for who may not save the form."""
    if article is None:
        allowed = model_admin.has_add_permission(request)
    else:
        allowed = model_admin.has_change_permission(request, article)
    if not allowed:
        raise PermissionDenied


def _answer(model_admin: Any, request: Any, article: Article | None) -> JsonResponse:
    """Keep what the script of the form sends; each answer has words for who types."""
    now = timezone.now()
    try:
        sent = _read(request)
        kept = _keep(model_admin, request, article, sent, now)
    except RequestDataTooBig:
        return _said(_("There is more in this form than can be kept unsaved."), status=413)
    except TooMuchText as refusal:
        return _said(refusal.message, status=413)
    except OpenElsewhere as refusal:
        return _said(refusal.message, status=409, tab=refusal.tab if refusal.is_fresh else "")
    except EditorialRefusal as refusal:
        return _said(refusal.message, status=403)
    if kept is None:
        return _said("")
    clock = formats.time_format(timezone.localtime(kept.saved_at), "H:i:s")
    message = _("Unsaved text kept at %(time)s.") % {"time": clock}
    return _said(message, offer=_offer(kept, article, now))


def _keep(
    model_admin: Any, request: Any, article: Article | None, sent: _Sent, now: dt.datetime
) -> UnsavedText | None:
    if sent.user != request.user.pk:
        raise EditorialRefusal(
            _("Somebody else is signed in here now: your text stays in this browser.")
        )
    if sent.tab in request.session.get(_SAVED_TABS, []):
        return None
    if not sent.fields:
        unsaved.forget(model_admin.kind, article, by=request.user, tabs=[sent.tab])
        return None
    return unsaved.keep(
        model_admin.kind,
        article,
        sent.fields,
        tab=sent.tab,
        over=sent.over,
        by=request.user,
        now=now - sent.age,
    )


def _read(request: HttpRequest) -> _Sent:
    try:
        sent = json.loads(request.body)
        age = dt.timedelta(milliseconds=max(float(sent.get("age", 0)), 0.0))
        return _Sent(
            user=int(sent["user"]),
            tab=_name(sent["tab"]),
            over=_name(sent.get("over", "")),
            age=min(age, _LONGEST_AGE),
            fields={name: list(map(str, values)) for name, values in sent["fields"].items()},
        )
    except (
        ArithmeticError,
        AttributeError,
        KeyError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        raise BadRequest("This is not what the form sends.") from error


def _name(tab: object) -> str:
    return str(tab)[:40].replace("\x00", "")


def _said(message: str, *, status: int = 200, **more: str) -> JsonResponse:
    return JsonResponse({"message": message, **more}, status=status)


def _differences(model_admin: Any, request: Any, article: Article | None) -> HttpResponse:
    """What differs between what is saved and what was typed, side by side."""
    kept = unsaved.find(model_admin.kind, article, by=request.user)
    if article is None or kept is None:
        return HttpResponseRedirect(url_of(model_admin, article))
    fields = typed_fields.as_new_rows(typed_fields.from_lists(kept.fields))
    was_typed = typed.read(model_admin, request, article, fields).data
    context = {
        **context_of(model_admin, request, article, "change"),
        "title": _("What you have not saved"),
        "saved": saved_words(article, reader=request.user, now=timezone.now()),
        "unsaved_url": url_of(model_admin, article, "unsaved"),
    }
    try:
        shown = typed.as_shown(was_typed, article.kind)
        context["versions"] = versions(None, snapshots.take(article), shown)
    except EditorialRefusal as refusal:
        context["refusal"] = refusal.message
    return TemplateResponse(request, "admin/articles/desk/unsaved.html", context)


def _offer(kept: UnsavedText, article: Article | None, now: dt.datetime) -> str:
    words = (
        _(
            "You have this open in another tab, or had until just now, with text from %(moment)s "
            "that is not saved."
        )
        if unsaved.is_fresh(kept, now=now)
        else _("You have text from %(moment)s that was not saved.")
    ) % {"moment": moment_words(kept.saved_at, now=now)}
    if article is None or kept.base_version >= article.version:
        return words
    since = _("The article was %(saved)s: you will see both versions and choose.") % {
        "saved": saved_words(article, reader=kept.user, now=now)
    }
    return f"{words} {since}"
