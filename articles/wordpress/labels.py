"""People, categories, tags and teams: found or made once, and remembered by their foreign names."""

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeVar, cast
from urllib.parse import unquote

from django.utils.text import slugify

from articles import labels
from articles.models import Author, Category, ForeignKind, ImportedItem, Tag, Team
from articles.wordpress.texts import shortened, words_on_one_line
from site_config.kit import html, wxr

Label = Author | Category | Tag | Team
L = TypeVar("L", Author, Category, Tag, Team)

_FIELDS = {
    ForeignKind.AUTHOR: "author",
    ForeignKind.BYLINE: "author",
    ForeignKind.CATEGORY: "category",
    ForeignKind.TAG: "tag",
    ForeignKind.TEAM: "team",
}
# WordPress allows no other characters in a login (sanitize_user, strict).
_NOT_IN_A_LOGIN = re.compile(r"[^\w .@-]")
_KEY_LIMIT = 200
_NUMBER_ROOM = 8  # Characters kept free for what tells namesakes apart: "-2", " (2)".


class Labels:
    """What the labels of one source are here.

    A label that was deleted here is None ever after. Each label costs queries once; later it
    comes from memory, which `forget` empties after a transaction was rolled back.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._known: dict[tuple[ForeignKind, str], Label | None] = {}
        self._made: Counter[ForeignKind] = Counter()
        self._notes: list[str] = []

    def author(self, login: str, *, now: dt.datetime, name: str = "") -> Author | None:
        """The author with this login; one of the same name but another login is somebody else."""
        login = _NOT_IN_A_LOGIN.sub("", login).strip() or login.strip()
        if not login:
            return None

        def make() -> Author:
            shown = shortened(words_on_one_line(name) or login, 120)
            # The login may be an e-mail address, which is nobody's business.
            slug = _slug_of(Author, login.partition("@")[0])
            own = self._not_yet_taken(
                ForeignKind.AUTHOR, Author.objects.filter(slug=slug, name=shown).first()
            )
            return own or self._new(
                ForeignKind.AUTHOR, Author(name=shown, slug=_free(Author, "slug", slug))
            )

        return self._resolve(ForeignKind.AUTHOR, login, make, now=now)

    def byline(self, name: str, *, creator: Author | None, now: dt.datetime) -> Author | None:
        """The author whom a byline names: the item's own, one of that name, or a new one."""
        shown = shortened(name, 120)
        if creator is not None and creator.name.casefold() == shown.casefold():
            return creator

        def make() -> Author:
            slug = _slug_of(Author, shown)
            namesake = Author.objects.filter(name__iexact=shown).order_by("pk").first()
            return namesake or self._new(
                ForeignKind.AUTHOR, Author(name=shown, slug=_free(Author, "slug", slug))
            )

        return self._resolve(ForeignKind.BYLINE, shown.casefold(), make, now=now)

    def category(
        self,
        slug: str,
        name: str,
        *,
        now: dt.datetime,
        description: str = "",
        parent: Category | None = None,
    ) -> Category | None:
        """The category of this slug. `parent` and `description` are for a new one."""
        own_slug = _slug_of(Category, unquote(slug) or name)

        def make() -> Category:
            taken = Category.objects.filter(slug=own_slug).first()
            own = self._not_yet_taken(ForeignKind.CATEGORY, taken)
            return own or self._new(
                ForeignKind.CATEGORY,
                Category(
                    name=self._free_name(name or unquote(slug)),
                    slug=_free(Category, "slug", own_slug),
                    description=html.plain_text(html.clean(description, html.ARTICLE)),
                    parent=parent,
                ),
            )

        return self._resolve(ForeignKind.CATEGORY, slug or own_slug, make, now=now)

    def tag(self, slug: str, name: str, *, now: dt.datetime) -> Tag | None:
        """The tag of this slug; one of the same name is the same tag."""
        own_slug = _slug_of(Tag, unquote(slug) or name)

        def make() -> Tag:
            shown = shortened(words_on_one_line(name) or unquote(slug), 80)
            namesake = Tag.objects.filter(name=shown).first()
            taken = Tag.objects.filter(slug=own_slug).first()
            own = namesake or self._not_yet_taken(ForeignKind.TAG, taken)
            return own or self._new(
                ForeignKind.TAG, Tag(name=shown, slug=_free(Tag, "slug", own_slug))
            )

        return self._resolve(ForeignKind.TAG, slug or own_slug, make, now=now)

    def team(self, name: str, *, now: dt.datetime) -> Team | None:
        """The team of this name."""
        shown = shortened(name, 120)

        def make() -> Team:
            slug = _slug_of(Team, shown)
            namesake = Team.objects.filter(name=shown).first()
            return namesake or self._new(
                ForeignKind.TEAM, Team(name=shown, slug=_free(Team, "slug", slug))
            )

        return self._resolve(ForeignKind.TEAM, shown, make, now=now)

    def take_made(self) -> Counter[ForeignKind]:
        """How many were made since the last call; who was found in a byline is an author too."""
        made, self._made = self._made, Counter()
        return made

    def take_notes(self) -> list[str]:
        """What there is to say of those which were made since the last call."""
        notes, self._notes = self._notes, []
        return notes

    def forget(self) -> None:
        """Drop what is remembered, for some of it may not have been committed."""
        self._known.clear()
        self._made.clear()
        self._notes.clear()

    def _resolve(
        self, kind: ForeignKind, key: str, make: Callable[[], L], *, now: dt.datetime
    ) -> L | None:
        key = _bounded(key)
        if (kind, key) not in self._known:
            self._known[kind, key] = self._look_up(kind, key, make, now)
        return cast("L | None", self._known[kind, key])

    def _look_up(
        self, kind: ForeignKind, key: str, make: Callable[[], L], now: dt.datetime
    ) -> L | None:
        field = _FIELDS[kind]
        known = ImportedItem.objects.select_related(field).filter(
            source=self.source, foreign_kind=kind, foreign_id=key
        )
        if row := known.first():
            return cast("L | None", getattr(row, field))
        label = make()
        ImportedItem.objects.create(
            source=self.source,
            foreign_kind=kind,
            foreign_id=key,
            imported_at=now,
            **{field: label},
        )
        return label

    def _new(self, kind: ForeignKind, label: L) -> L:
        labels.create(label, by=None)
        self._made[kind] += 1
        return label

    def _not_yet_taken(self, kind: ForeignKind, label: L | None) -> L | None:
        """Return `label` unless another label of this source has become it already."""
        if label is None:
            return None
        namesakes = ImportedItem.objects.filter(
            source=self.source, foreign_kind=kind, **{_FIELDS[kind]: label}
        )
        return None if namesakes.exists() else label

    def _free_name(self, wanted: str) -> str:
        """Return a name for a category, each of which has its own."""
        shown = shortened(words_on_one_line(wanted), 80 - _NUMBER_ROOM)
        name = _free(Category, "name", shown, pattern="{} ({})")
        if name != shown:
            self._notes.append(f"a category “{shown}” exists already, so this one is “{name}”")
        return name


def is_uncategorised(slug: str, name: str) -> bool:
    """Whether this is the category that WordPress gives to whatever has none."""
    return (slug or name).lower() in {"uncategorized", "uncategorised"}


def parents_first(terms: Iterable[wxr.TermRecord]) -> list[wxr.TermRecord]:
    """Order categories so that each follows its parent; a circle is cut open somewhere."""
    by_slug = {term.slug or term.name: term for term in terms}
    ordered: dict[str, wxr.TermRecord] = {}
    for term in by_slug.values():
        branch: dict[str, wxr.TermRecord] = {}
        slug = term.slug or term.name
        while slug in by_slug and slug not in branch and slug not in ordered:
            branch[slug] = by_slug[slug]
            slug = by_slug[slug].parent_slug
        ordered.update(reversed(branch.items()))
    return list(ordered.values())


def _slug_of(model: type[Label], text: str) -> str:
    longest = 80 if model in {Category, Tag} else 120
    slug = slugify(text, allow_unicode=True)[: longest - _NUMBER_ROOM].strip("-")
    return slug or str(model._meta.model_name)


def _free(model: type[Label], field: str, wanted: str, pattern: str = "{}-{}") -> str:
    """Return `wanted`, with a number if a row has it already."""
    namesakes = model._default_manager.filter(**{f"{field}__startswith": wanted})
    taken = set(namesakes.values_list(field, flat=True)[:10_000])
    free, number = wanted, 1
    while free in taken:
        number += 1
        free = pattern.format(wanted, number)
    return free


def _bounded(key: str) -> str:
    """Return a key that fits its column; a longer one ends with a hash of the whole."""
    if len(key) <= _KEY_LIMIT:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    return f"{key[: _KEY_LIMIT - len(digest)]}{digest}"
