"""One hidden thing of each kind in the house; every public address is walked; nothing shows.

Each hidden text holds a mark of its own, so that a failure says what leaked and where.
"""

import base64
import hashlib
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from time_machine import TimeMachineFixture, travel

from articles import editing, notes, reports, sharing, workflow
from articles.models import Article, ErrorReport
from articles.views.preview import preview_path
from comments import moderation
from comments.models import Comment, DataRequest
from comments.privacy import asking
from comments.status import status_path
from tests.builders import DAY, HOUR, NOW, articles, comments, faqs, images, pages, people
from tests.house.public_addresses import linked_from, patterns, samples

# What is hidden does not depend on the database, and this takes long.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

# In every hidden text, so that searches find it if they look where they must not.
COMMON = "secretly"
_NUMBER = re.compile(r"/\d+/")
FORGED = ["forged", "MTIzOjE.forged", "x" * 200]


@dataclass
class House:
    """Hidden marks by what hides them, and samples for the addresses."""

    desk: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)
    readers: set[str] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)
    accounts: set[str] = field(default_factory=set)
    nowhere: set[str] = field(default_factory=set)
    slugs: set[str] = field(default_factory=set)
    closed_links: list[str] = field(default_factory=list)

    @property
    def addresses(self) -> set[str]:
        """What could stand for an e-mail address in a page or a link, such as a picture's name."""
        mails = {mark for mark in self.readers | self.reports if mark.endswith("mailzq")}
        return {form for mark in mails for form in coded(f"{mark}@x.example")}

    @property
    def everything(self) -> set[str]:
        return self.desk | self.pages | self.readers | self.reports | self.accounts | self.nowhere

    def hide(self, where: str, what: str) -> str:
        """Return a mark that may show only to those who work `where`."""
        mark = f"zq{where}{what}zq"
        getattr(self, where).add(mark)
        return mark

    def text(self, where: str, what: str) -> str:
        return f"{COMMON} {self.hide(where, what)}"

    def article(self, what: str, *, where: str = "desk") -> dict[str, Any]:
        """The fields of an article of which every word is hidden, its address too."""
        slug = self.hide(where, f"{what}slug")
        self.slugs.add(slug)
        return {
            "title": self.text(where, f"{what}title"),
            "slug": slug,
            "summary": self.text(where, f"{what}summary"),
            "body": f"<h2>{self.text(where, f'{what}head')}</h2><p>{self.text(where, what)}</p>",
            "note": self.text(where, f"{what}note"),
        }


def coded(address: str) -> Iterator[str]:
    """An address as hashes and encodings have it; of base64, what stands in any longer text."""
    yield hashlib.md5(address.encode()).hexdigest()  # noqa: S324 - as other software would do
    yield hashlib.sha256(address.encode()).hexdigest()
    for shift in range(3):
        encoded = base64.urlsafe_b64encode(b"\0" * shift + address.encode()).decode()
        yield encoded.rstrip("=")[4:-2]


@pytest.fixture(scope="module")
def built(lasting: None) -> House:
    built = House()
    with travel(NOW + HOUR, tick=False):
        hide_articles(built)
        hide_changes(built)
        hide_questions_and_pages(built)
        hide_comments(built)
        hide_reports(built)
        hide_accounts(built)
        hide_conversations(built)
    return built


@pytest.fixture
def house(built: House, time_machine: TimeMachineFixture) -> House:
    """The house, an hour after it was built."""
    time_machine.move_to(NOW + HOUR, tick=False)
    return built


def hide_articles(house: House) -> None:
    articles.draft(sources=[house.text("desk", "source")], **house.article("draft"))
    articles.in_review(**house.article("review"))
    articles.changes_requested(**house.article("returned"))
    articles.approved(**house.article("approved"))
    question = faqs.draft(question=house.text("desk", "plannedquestion"))
    articles.scheduled(faqs=[question], at=NOW + DAY, **house.article("planned"))
    # Title and address of a withdrawn article stay known; its text is gone for everybody.
    fields = house.article("withdrawn")
    house.desk -= {fields["slug"], fields["title"].split()[-1]}
    articles.withdrawn(now=NOW - 2 * DAY, **fields)
    title = house.hide("desk", "imagetitle")
    articles.live(title="With a picture", picture=images.image(title=title))


def hide_changes(house: House) -> None:
    """A live article with a former edition, new words on the desk, and what was said about it."""
    old = house.hide("nowhere", "formeredition")
    article = articles.live(slug="open", title="Open", body=f"<p>{COMMON} {old}</p>")
    articles.republish(article, now=NOW, body="<p>Openly told. [1]</p>", sources=["Open source"])
    articles.revise(article, **house.article("changed"))
    note = house.text("desk", "submitnote")
    workflow.submit(article, by=people.writer(), now=NOW, note=note)
    revision = editing.latest_revision(article)
    workflow.sign_off(
        revision, by=people.reviewer(), now=NOW, note=house.text("desk", "signoffnote")
    )
    note = house.text("desk", "returnnote")
    workflow.request_changes(article, by=people.editor(), now=NOW, note=note)


def hide_questions_and_pages(house: House) -> None:
    faqs.draft(
        question=house.text("desk", "question"), answer=f"<p>{house.text('desk', 'answer')}</p>"
    )
    changed = faqs.live(question="Open question?", slug="open-question", answer="<p>Openly.</p>")
    articles.live(slug="with-question", title="With a question", faqs=[changed])
    faqs.revise(changed, body=f"<p>{house.text('desk', 'newanswer')}</p>")
    pages.draft(**house.article("pagedraft", where="pages"))
    page = pages.live(slug="about", title="About")
    pages.revise(page, **house.article("pagechanged", where="pages"))


def hide_conversations(house: House) -> None:
    """What the desk and an outside reviewer say about a draft, and who that reviewer is."""
    article = Article.objects.get(addresses__path="/articles/open/")
    notes.write(article, house.text("desk", "note"), by=people.editor(), now=NOW)
    issued = sharing.issue(
        editing.latest_revision(article),
        name=house.hide("desk", "readername"),
        credential=house.hide("desk", "credential"),
        email=f"{house.hide('desk', 'readermail')}@x.example",
        by=people.editor(),
        now=NOW,
    )
    sharing.comment(issued.link, house.text("desk", "readernote"), now=NOW)
    sharing.revoke(issued.link, by=people.editor(), now=NOW)
    house.closed_links.append(issued.url.split("/")[-2])


def hide_comments(house: House) -> None:
    article = Article.objects.get(slug="with-question")
    comments.published(
        article, name="Open reader", email=f"{house.hide('readers', 'mail')}@x.example"
    )
    builders: dict[str, Callable[..., Comment]] = {
        "pending": comments.pending,
        "rejected": comments.rejected,
        "spam": comments.spam,
        "removed": comments.removed,
    }
    for state, build in builders.items():
        comment = build(
            article,
            body=house.text("readers", f"{state}body"),
            name=house.text("readers", f"{state}name"),
            email=f"{house.hide('readers', f'{state}mail')}@x.example",
            website=f"https://{house.hide('readers', f'{state}web')}.example/",
        )
        if state == "removed":
            # An answer keeps a placeholder in its place.
            moderation.undo(comment, by=people.moderator(), now=NOW)
            comments.published(article, parent=comment, name="Open answer")
            note = house.text("readers", "removalnote")
            moderation.remove(comment, by=people.moderator(), now=NOW, note=note)

    asking.ask(f"{house.hide('readers', 'askingmail')}@x.example", network="", now=NOW)


def hide_reports(house: House) -> None:
    """What readers report, their addresses, and what the editors did about it."""
    article = Article.objects.get(slug="with-question")
    for what in ("report", "closedreport"):
        message = reports.Message(
            ErrorReport.Sort.WRONG,
            house.text("reports", what),
            email=f"{house.hide('reports', f'{what}mail')}@x.example",
        )
        report = reports.report(article.pk, message, now=NOW)
    # The editors say in the history what they did.
    done = house.text("desk", "resolution")
    reports.resolve(report, by=people.editor(), now=NOW, resolution=done)


def hide_accounts(house: House) -> None:
    login = people.account(house.hide("accounts", "login"), role="Writer")
    author = people.author("Open Author", user=login)
    articles.live(title="By an author with a login", slug="with-login", authors=[author])


def shows(response: Any, marks: Iterable[str]) -> set[str]:
    """The marks that a response holds, in its body or in a header."""
    body = b"".join(response) if response.streaming else response.content
    text = body.decode(errors="replace").lower()
    text += " ".join(f"{k}: {v}" for k, v in response.headers.items()).lower()
    return {mark for mark in marks if mark.lower() in text}


def values(house: House) -> dict[str, Iterable[object]]:
    """Samples for the parameters of the addresses, of what is public and of what is not."""
    public = ["open", "with-question", "with-login", "open-question", "about", "sleep", "rest"]
    tokens = [preview_path(editing.latest_revision(Article.objects.all()[0]), now=NOW - 30 * DAY)]
    article = Article.objects.get(addresses__path="/articles/open/")
    tokens.append(status_path(comments.pending(article)))
    tokens.append(asking.path_of(DataRequest.objects.all()[0]))
    halves = [token.split("/")[-2][:-4] for token in tokens]
    return {
        "slug": [*public, "open-author", "sleep-team", *sorted(house.slugs)],
        "pk": range(1, Comment.objects.count() + 3),
        "token": [*FORGED, *halves, *house.closed_links],
        "section": ["front", "articles", "faq", "pages", "categories"],
        "name": ["x.jpg", "../secret_key"],
    }


def variants(path: str) -> Iterator[str]:
    """An address with parameters that somebody may try."""
    pending = Comment.objects.pending().first()
    assert pending is not None
    for query in (
        f"q={COMMON}",
        f"q={COMMON}&page=2",
        f"category=sleep&q={COMMON}",
        "page=1",
        "comments=1",
        f"reply={pending.pk}",
        "preview=1&draft=1&revision=1&version=2",
    ):
        yield f"{path}?{query}"


def walk(client: Client, start: Iterable[str], marks: set[str]) -> tuple[set[str], dict[str, Any]]:
    """Visit `start` and all that is linked from there; return what leaked where, and statuses."""
    waiting, seen = deque(start), dict[str, Any]()
    leaks: set[str] = set()
    while waiting:
        path = waiting.popleft()
        if path in seen or path.startswith(("/static/", "/admin/")):
            continue
        response = client.get(path)
        seen[path] = response.status_code
        # A redirect to the same address with its slash repeats what was asked for.
        known = {mark for mark in marks if mark in path} if response.status_code == 301 else set()
        leaks |= {f"{mark} at {path}" for mark in shows(response, marks - known)}
        head = client.head(path)
        assert head.status_code == response.status_code, path
        leaks |= {f"{mark} in HEAD of {path}" for mark in shows(head, marks - known)}
        waiting.extend(linked_from(path, response))
    return leaks, seen


@pytest.mark.row("P5")
@pytest.mark.row("S9")
@pytest.mark.row("E8")
def test_nothing_hidden_shows_at_any_public_address(client: Client, house: House) -> None:
    start = [*samples(values(house)), "/admin/login/", "/missing/"]
    by_pattern = [f"/{route}" for _name, route in patterns() if "<" not in route]
    for path in [*by_pattern, "/articles/open/", "/articles/with-question/", "/categories/sleep/"]:
        start += variants(path)
    leaks, seen = walk(client, start, house.everything | house.addresses)
    assert leaks == set()
    # The walk is worth something: it came to what is public, and no page failed.
    assert {seen[f"/articles/{slug}/"] for slug in ("open", "with-question", "with-login")} == {200}
    assert seen["/faq/open-question/"] == seen["/about/"] == seen["/authors/open-author/"] == 200
    assert seen[f"/articles/{sorted(house.slugs)[0]}/"] in {404, 410}
    assert any(path.startswith("/media/") and status == 200 for path, status in seen.items())
    assert set(seen.values()) <= {200, 301, 302, 404, 405, 410}


def test_nothing_hidden_shows_to_who_posts(client: Client, house: House) -> None:
    """The page comes back with the form; it must not hold more than before."""
    pending = Comment.objects.pending().first()
    removed = Comment.objects.filter(state="removed").first()
    assert pending is not None
    assert removed is not None
    for slug in ("open", "with-question"):
        for parent in (pending.pk, removed.pk, 999_999):
            for body in ("", "A proper comment."):
                fields = {"name": "Kim", "email": "kim@x.example", "body": body, "parent": parent}
                response = client.post(f"/articles/{slug}/comments/", fields)
                assert response.status_code == 422
                assert shows(response, house.everything) == set()
    for slug in house.slugs:
        fields = {"name": "Kim", "email": "kim@x.example", "body": "A proper comment."}
        response = client.post(f"/articles/{slug}/comments/", fields)
        assert response.status_code == 404
        assert shows(response, house.everything) == set()


def test_secrets_of_the_installation_are_nowhere(client: Client, house: House) -> None:
    secrets = {settings.SECRET_KEY, str(settings.DATA_DIR), "pbkdf2_", "md5$"}
    leaks, _seen = walk(client, ["/", "/missing/", "/admin/login/"], secrets)
    assert leaks == set()


GROUPS = {"desk", "pages", "readers", "reports", "accounts"}
# What each role may come across in the admin, by hand: of the desk, of static pages, of readers
# (their addresses and what was held back), of what they report, of accounts (whose login is told
# where an author is).
ROLES: dict[str, tuple[Callable[[], User], set[str]]] = {
    "Writer": (people.writer, {"desk", "accounts"}),
    "Editor": (people.editor, {"desk", "pages", "reports", "accounts"}),
    "Medical reviewer": (people.reviewer, {"desk", "pages"}),
    "Moderator": (people.moderator, {"readers"}),
    "Administrator": (people.administrator, GROUPS),
}
# A moderator reads under which article a comment stands, by the name that it has on the desk.
BESIDE_COMMENTS = "zqdeskchangedtitlezq"


@pytest.mark.row("U5")
@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_what_its_work_needs(client: Client, house: House, role: str) -> None:
    who, expected = ROLES[role]
    client.force_login(who())
    found = seen_in_admin(client, house.everything)
    shown = {name for name in GROUPS if getattr(house, name) & (found - {BESIDE_COMMENTS})}
    assert shown == expected
    # Who may see all finds all: else the marks would prove nothing.
    if expected == GROUPS:
        assert house.everything - found == house.nowhere


def seen_in_admin(client: Client, marks: set[str]) -> set[str]:
    """The marks that a signed-in person comes across, following links and never posting."""
    lookups = [("faquse", "faq"), ("contribution", "author"), ("article", "category")]
    autocomplete = [
        f"/admin/autocomplete/?app_label=articles&model_name={m}&field_name={f}&term=zq"
        for m, f in lookups
    ]
    every_state = "/admin/comments/comment/?state=all"
    waiting, seen, found = deque(["/admin/", every_state, *autocomplete]), set[str](), set[str]()
    while waiting:
        path = waiting.popleft()
        parts = urlsplit(path)
        tail = parts.path.rstrip("/").rpartition("/")[2]
        # Rows are all looked at; of forms to add, to delete and so on one of each kind will do.
        shape = path if tail in {"change", "autocomplete"} else _NUMBER.sub("/1/", path)
        if shape in seen or not parts.path.startswith("/admin/") or tail in {"logout", "jsi18n"}:
            continue
        seen.add(shape)
        response = client.get(path)
        if response.status_code != 200:
            continue
        found |= shows(response, marks)
        links = [link for link in linked_from(path, response) if "?" not in link]
        # A row opened from a filtered list carries the filter along.
        links += [
            link.partition("?")[0]
            for link in linked_from(path, response)
            if "_changelist_filters" in link
        ]
        waiting.extend(links)
    return found
