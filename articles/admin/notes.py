"""The notes of an article at the desk: threads, and the forms to take part in them."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import notes
from articles.admin.pages import context_of, url_of
from articles.errors import EditorialRefusal
from articles.models import Article, EditorialNote

LISTED = 500


class NoteForm(forms.Form):
    """A new note, or an answer to the note `thread`."""

    thread = forms.IntegerField(required=False, widget=forms.HiddenInput)
    body = forms.CharField(
        label=_("Note"),
        max_length=notes.MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


@dataclass(frozen=True)
class Thread:
    note: EditorialNote
    answers: list[EditorialNote]
    form: NoteForm


def notes_view(model_admin: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """Show the threads, or write a note or an answer."""
    form = NoteForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            _write(request, article, form.cleaned_data)
        except EditorialRefusal as refusal:
            form.add_error("body", refusal.message)
        else:
            messages.success(request, _("Your note is written, and its readers are mailed."))
            return HttpResponseRedirect(url_of(model_admin, article, "notes"))
    return _page(model_admin, request, article, form)


def turn_view(
    model_admin: Any, request: HttpRequest, article: Article, note: int, turn: str
) -> HttpResponse:
    """Resolve a thread or open it again, then show the threads."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found = _note_of(article, note)
    verb = {"resolve": notes.resolve, "reopen": notes.reopen}.get(turn)
    try:
        if found is not None and verb is not None:
            verb(found, by=request.user, now=timezone.now())  # type: ignore[arg-type]
    except EditorialRefusal as refusal:
        messages.error(request, refusal.message)
    return HttpResponseRedirect(url_of(model_admin, article, "notes"))


def _write(request: Any, article: Article, data: dict[str, Any]) -> None:
    now = timezone.now()
    if data["thread"] is None:
        notes.write(article, data["body"], by=request.user, now=now)
        return
    thread = _note_of(article, data["thread"])
    if thread is None:
        raise EditorialRefusal(_("The note that you answer is gone. Write a note of your own."))
    notes.answer(thread, data["body"], by=request.user, now=now)


def _note_of(article: Article, number: int) -> EditorialNote | None:
    return article.notes.select_related("article", "parent").filter(pk=number).first()


def _page(
    model_admin: Any, request: HttpRequest, article: Article, sent: NoteForm | None
) -> HttpResponse:
    threads = _threads(article, sent)
    answered = any(thread.form is sent for thread in threads)
    context = {
        **context_of(model_admin, request, article, "notes"),
        "title": _("Notes"),
        "open": [thread for thread in threads if thread.note.resolved_at is None],
        "resolved": [thread for thread in threads if thread.note.resolved_at is not None],
        "write_form": NoteForm() if sent is None or answered else sent,
    }
    status = 422 if sent is not None else 200
    return TemplateResponse(request, "admin/articles/desk/notes.html", context, status=status)


def _threads(article: Article, sent: NoteForm | None) -> list[Thread]:
    """The threads, oldest first; the form that could not be saved stands where it was sent."""
    found = list(article.notes.select_related("revision", "share_link")[:LISTED])
    number = sent.data.get("thread") if sent else None
    return [
        Thread(
            note,
            [answer for answer in found if answer.parent_id == note.pk],
            sent if sent and number == str(note.pk) else _blank(note),
        )
        for note in found
        if note.parent_id is None
    ]


def _blank(note: EditorialNote) -> NoteForm:
    return NoteForm(initial={"thread": note.pk}, auto_id=f"id_{note.pk}_%s")
