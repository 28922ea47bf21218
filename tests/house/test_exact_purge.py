"""Every verb purges exactly the pages that it changes.

Each page of a small site is rendered before and after each verb, with no cache in between. A page
that differs has to carry a purged key, or readers would go on seeing the old one. A page that
carries one and does not differ costs a rendering for nothing; those are listed here, with reasons.
"""

import datetime as dt
import re
from collections.abc import Iterable

import pytest
from time_machine import TimeMachineFixture, travel

from site_config.kit.pagecache.models import EVERYTHING, Purge
from tests.house.exact_purge_world import (
    LATER,
    THEN,
    VERBS,
    Rendering,
    addresses,
    build,
    render,
)

# Which keys pages and verbs have does not depend on the database, and this takes long.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.row("O3")]

# (verb, address, reason): what is rendered anew though it stays the same.
FOR_NOTHING: list[tuple[str, str, str]] = [
    ("publish with other people", "/articles/dreaming/", "Cards beside an article name no writers"),
    ("cancel a schedule, later", ".*", "A moment that was announced once is not taken back"),
    (
        "schedule an article and m.*, later",
        "/categories/body/.*",
        "A moment that was announced once is not taken back",
    ),
    ("rename a category", "/sitemap-categories.xml", "It is sorted by name, but tells only paths"),
    ("order the categories", "/categories/food/.*", "Only the home page shows the order"),
    ("cancel a withdrawal, later", ".*", "A moment that was announced once is not taken back"),
    ("close all .* again.*", "/articles/.+", "Nobody looked in between"),
    ("erase a reader, words kept", ".*comments=2", "A discussion has one key for all its pages"),
    ("take passages.*", ".*comments=2", "A discussion has one key for all its pages"),
    ("pin", r"/articles/sleeping/\?comments=2", "What is pinned stands on the first page only"),
    (
        "review.*",
        "/articles/sleeping(/|[.]md)",
        "Where the dates of reviews are shown, they change",
    ),
    (
        "merge a category into a narrower one",
        "/|/llms.txt|/categories/sleep/(feed.json)?",
        "Nothing stood in it itself",
    ),
    (
        "schedule an article and move its category",
        "/|/llms.txt",
        "A category that gets a narrower one looks the same there",
    ),
    (
        "withdraw for a day, later|schedule into .*, later|import between two|merge .*categor.*"
        "|schedule an article and m.*",
        "/articles/(food-.*|sleeping|dreaming)/.*",
        "Between which two of its category something comes is not known",
    ),
    (
        "(withdraw from|import) between two|withdraw for a day.*",
        "/|/llms.txt",
        "It is not among the newest",
    ),
    (
        "name the site",
        "/robots.txt|/sitemap.*|.*[.]md|.*/comments.xml",
        "What the site is called concerns every page",
    ),
    (
        "publish (in|with) (another|other) .*|schedule into .*",
        ".*/comments.xml",
        "Of what a card shows, only the title stands there",
    ),
    (
        "reject what is public|mark as spam|remove.*|undo|(close a|let a) discussion.*"
        "|withdraw a comment|pin|hold what readers report|take passages.*|erase a reader.*",
        ".*/comments.xml",
        "Only the newest stand there, and it does not tell whether more may come",
    ),
    ("replace a picture|make the files.*", "/sitemap.*", "No map says which pictures it names"),
    ("publish with .*", "/llms.txt", "Of what a card shows, only the title stands there"),
    ("draw a social card", ".*[.]md", "Words alone have no picture"),
    (
        "take the credentials .*",
        "/authors/.*/feed.json",
        "An author's name and credentials have one key",
    ),
    ("withdraw.*|import between two", "/sitemap.xml", "The index tells of the latest change only"),
]


def purged_keys(after: int, at: dt.datetime | None) -> set[str]:
    rows = Purge.objects.filter(pk__gt=after, due_at=at)
    return {key for row in rows for key in row.keys}


def differing(before: dict[str, Rendering], after: dict[str, Rendering]) -> set[str]:
    return {
        path
        for path, was in before.items()
        if was.keys is not None and (path not in after or after[path].body != was.body)
    }


def carrying(pages: dict[str, Rendering], keys: Iterable[str]) -> set[str]:
    named = set(keys)
    return {
        path
        for path, page in pages.items()
        if page.keys is not None and (EVERYTHING in named or not page.keys.isdisjoint(named))
    }


def is_listed(verb: str, path: str) -> bool:
    return any(
        re.fullmatch(listed, verb) and re.fullmatch(pattern, path)
        for listed, pattern, _reason in FOR_NOTHING
    )


@pytest.fixture(scope="module")
def untouched(lasting: None) -> dict[str, Rendering]:
    """Every page of the site before any verb."""
    with travel(THEN, tick=False):
        build()
        return render(list(addresses()))


def test_every_page_is_there(untouched: dict[str, Rendering]) -> None:
    assert set(untouched) == set(addresses())


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_purges_exactly_what_it_changes(
    name: str, untouched: dict[str, Rendering], time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(THEN, tick=False)
    where = list(addresses())
    last = Purge.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    VERBS[name]()
    now = render(where)
    expect(name, untouched, now, purged_keys(last, None))
    time_machine.move_to(LATER, tick=False)
    expect(f"{name}, later", now, render(where), purged_keys(last, LATER))


def expect(
    verb: str, before: dict[str, Rendering], after: dict[str, Rendering], keys: set[str]
) -> None:
    changed, purged = differing(before, after), carrying(before, keys)
    stale = changed - purged
    assert stale == set(), f"{verb}: readers would go on seeing these pages as they were"
    wasted = {path for path in purged - changed if not is_listed(verb, path)}
    assert wasted == set(), f"{verb}: these pages are rendered anew for nothing"
