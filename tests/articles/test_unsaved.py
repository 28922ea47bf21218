"""Text that is not saved: one copy for each person and form, and nobody else sees it."""

import pytest

from articles import presence, unsaved
from articles.errors import NotPermitted, OpenElsewhere, TooMuchText
from articles.models import HistoryEntry, Kind, Presence, UnsavedText
from tests.builders import DAY, MINUTE, NOW, articles, people

pytestmark = [pytest.mark.django_db, pytest.mark.row("A4"), pytest.mark.row("A7")]

TITLE = {"title": ["Half a ti"], "base_version": ["1"]}


def keep(article: object, title: str, *, tab: str = "a", **more: object) -> UnsavedText:
    fields = {"title": [title], "base_version": ["1"]}
    values = {"by": people.writer(), "now": NOW, **more}
    return unsaved.keep(Kind.ARTICLE, article, fields, tab=tab, **values)  # type: ignore[arg-type]


def test_what_is_typed_rolls_over_what_was_typed_before() -> None:
    article = articles.draft()
    before = HistoryEntry.objects.count()
    keep(article, "Sle")
    keep(article, "Sleep", now=NOW + MINUTE)
    kept = UnsavedText.objects.get()
    assert kept.fields["title"] == ["Sleep"]
    assert (kept.saved_at, kept.base_version, kept.tab) == (NOW + MINUTE, 1, "a")
    assert HistoryEntry.objects.count() == before


def test_a_request_that_comes_late_undoes_nothing() -> None:
    article = articles.draft()
    keep(article, "Sleep", now=NOW + MINUTE)
    keep(article, "Sle")
    assert UnsavedText.objects.get().fields["title"] == ["Sleep"]


def test_people_and_forms_have_copies_of_their_own() -> None:
    article, other = articles.draft(title="One"), articles.draft(title="Two")
    writer, editor = people.writer(), people.editor()
    keep(article, "Mine")
    keep(other, "Mine too")
    keep(None, "A new one")
    keep(article, "The editor's", by=editor)
    unsaved.keep(Kind.FAQ, None, TITLE, tab="a", by=writer, now=NOW)
    assert UnsavedText.objects.count() == 5
    found = unsaved.find(Kind.ARTICLE, article, by=editor)
    assert found is not None
    assert found.fields["title"] == ["The editor's"]
    unsaved.forget(Kind.ARTICLE, None, by=writer)
    assert unsaved.find(Kind.ARTICLE, None, by=writer) is None
    assert UnsavedText.objects.count() == 4


@pytest.mark.parametrize(("later", "is_fresh"), [(MINUTE / 4, True), (MINUTE, False)])
def test_another_tab_overwrites_nothing_until_it_is_told_to(later: object, is_fresh: bool) -> None:
    article = articles.draft()
    now = NOW + later  # type: ignore[operator]
    keep(article, "First tab")
    with pytest.raises(OpenElsewhere) as refused:
        keep(article, "Second tab", tab="b", now=now)
    assert (refused.value.tab, refused.value.is_fresh) == ("a", is_fresh)
    keep(article, "Second tab", tab="b", over="a", now=now)
    assert UnsavedText.objects.get().fields["title"] == ["Second tab"]
    with pytest.raises(OpenElsewhere):
        keep(article, "First tab", now=now)


def test_only_the_tab_that_typed_it_takes_it_away() -> None:
    article, writer = articles.draft(), people.writer()
    keep(article, "First tab")
    unsaved.forget(Kind.ARTICLE, article, by=writer, tabs=["b"])
    assert UnsavedText.objects.exists()
    unsaved.forget(Kind.ARTICLE, article, by=writer, tabs=["a"])
    assert not UnsavedText.objects.exists()


def test_who_may_not_save_keeps_nothing() -> None:
    article = articles.draft(by=people.editor(), authors=[])
    for by in (people.writer("other"), people.moderator()):
        with pytest.raises(NotPermitted):
            keep(article, "Hijacked", by=by)
    with pytest.raises(NotPermitted):
        keep(None, "Hijacked", by=people.moderator())
    assert not UnsavedText.objects.exists()


def test_its_size_has_a_limit_and_its_characters_can_be_stored() -> None:
    with pytest.raises(TooMuchText):
        keep(None, "é" * (unsaved.MOST_BYTES // 2))
    kept = keep(None, "a\x00b\ud800c\r\nd")
    kept.refresh_from_db()
    assert kept.fields["title"] == ["abc\nd"]


@pytest.mark.row("E15")
def test_who_is_here_is_seen_for_five_minutes_and_forgotten_after_a_day() -> None:
    article, anna, ben = articles.draft(), people.editor("anna"), people.writer()
    presence.note(article, by=anna, now=NOW)
    presence.note(article, by=anna, now=NOW + MINUTE)
    presence.note(article, by=ben, now=NOW)

    def seen(minutes: int) -> list[str]:
        found = presence.others(article, besides=ben, now=NOW + minutes * MINUTE)
        return [each.user.username for each in found]

    assert seen(5) == ["anna"]
    assert seen(6) == []
    presence.forget_old(now=NOW + DAY)
    assert [each.user for each in Presence.objects.all()] == [anna]
    with pytest.raises(NotPermitted):
        presence.note(article, by=people.moderator(), now=NOW)
