"""What no browser would send: an answer of its own each time, never a failure of the site."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from articles.models import Article
from comments.models import Comment
from tests.builders import articles, comments
from tests.comments.posting_form import OWN_PAGE, WORDS, send
from tests.kit.xss_corpus import PAYLOADS
from tests.support.reading import Element
from tests.support.reading import read as page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publish_at_once")]

ELEMENTS = "a article blockquote br div h3 header li ol p section span time button"
FORM = "application/x-www-form-urlencoded"


def send_raw(body: bytes, content_type: str = FORM):
    """Post `body` to a live article as it is."""
    address = f"{articles.live().desk_path}comments/"
    return Client().generic("POST", address, body, content_type, headers=OWN_PAGE)


@pytest.mark.parametrize("field", ["name", "email", "website", "body", "parent", "nickname"])
@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\x1b[31m", "\ud800", "\ufffe", "x" * 100_000])
def test_no_field_can_break_the_site(field: str, text: str) -> None:
    raw = urlencode({**WORDS, field: text}, errors="surrogatepass").encode()
    assert send_raw(raw).status_code in {303, 422}


def test_control_characters_are_dropped() -> None:
    article = articles.live()
    send(article, name="K\x00i\x07m \n Lee", body="One\x00\x08 line\x0b\r\nand\ranother\x7f.\x1b")
    comment = Comment.objects.get()
    assert (comment.author_name, comment.body) == ("Kim Lee", "One line \nand\nanother.")


INVISIBLE = ["\x00\x01", "\u200b\u200c\u200d", "\u202e\u2066", "\u00a0\u3000 \t\r\n", "\u00ad"]


@pytest.mark.row("CP2")
@pytest.mark.parametrize("field", ["name", "body"])
@pytest.mark.parametrize("text", INVISIBLE, ids=ascii)
def test_a_text_that_nobody_can_see_is_no_text(field: str, text: str) -> None:
    response = send(articles.live(), **{field: text})
    assert (response.status_code, Comment.objects.count()) == (422, 0)
    assert page(response).one(class_="error-summary").one("a")["href"] == f"#id_{field}"


@pytest.mark.parametrize("text", ["👩‍⚕️", "الدورة", "Ὀδυσσεύς", "नींद", "\U0001f9ff", "x\u0301"])
def test_every_script_is_taken_as_it_was_written(text: str) -> None:
    send(articles.live(), name=text, body=text)
    comment = Comment.objects.get()
    assert (comment.author_name, comment.body) == (text, text)


def test_a_name_cannot_turn_the_direction_of_the_words_around_it() -> None:
    article = articles.live()
    send(article, name="\u202eKim\u2067 L", body="\u202eReversed")
    comment = Comment.objects.get()
    assert comment.author_name == "Kim L"
    shown = page(Client().get(article.desk_path)).one("li", id=comment.anchor)
    # An element with a direction of its own keeps what is in it from the text around it.
    assert shown.one("h3")["dir"] == "auto"
    assert shown.one(class_="comment-text").one("p")["dir"] == "auto"


@pytest.mark.row("S9")
def test_markup_is_shown_as_it_was_typed() -> None:
    article = articles.live()
    for payload in PAYLOADS:
        # The form drops what no database stores; here the text comes past it.
        attack = payload.encode(errors="ignore").decode().replace("\x00", "")
        comments.published(article, name=attack[:80], body=attack)
    elements = [each for number in range(1, 5) for each in discussion(article, number).all()]
    assert len([each for each in elements if each.name == "h3"]) == 200
    assert {each.name for each in elements} <= set(ELEMENTS.split())
    for each in elements:
        assert not [name for name in each.attributes if name.startswith("on") or name == "style"]
        assert (each["href"] or "/").startswith(("/", "?", "http://", "https://"))


def discussion(article: Article, number: int) -> Element:
    response = Client().get(article.desk_path, {"comments": number})
    return page(response).one("section", id="comments").one("ol", class_="thread")


@pytest.mark.parametrize("size", [5_000_001, 10_000_000])
def test_a_huge_form_is_refused_and_what_it_began_with_is_given_back(size: int) -> None:
    words = "All that I know about naps, at some length."
    response = send_raw(
        urlencode({"body": words, "name": "Kim"}).encode() + b"&more=" + b"x" * size
    )
    assert (response.status_code, Comment.objects.count()) == (413, 0)
    assert "nothing of it was saved" in page(response).text
    assert page(response).one("textarea").text == words


def test_a_huge_file_in_the_form_is_ignored() -> None:
    raw = multipart(("file", b"x" * 6_000_000, 'filename="a.bin"'))
    assert send_raw(raw, "multipart/form-data; boundary=part").status_code == 422


def test_more_than_a_thousand_fields_are_refused() -> None:
    raw = urlencode({**WORDS, **{f"field{number}": "x" for number in range(1001)}}).encode()
    response = send_raw(raw)
    assert (response.status_code, Comment.objects.count()) == (400, 0)
    assert "nothing of it was saved" in page(response).text


def test_fields_that_are_sent_twice_count_once() -> None:
    raw = urlencode([*WORDS.items(), ("body", "The last one counts.")]).encode()
    assert send_raw(raw).status_code == 303
    assert Comment.objects.get().body == "The last one counts."


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"body": "x"}'),
        ("text/plain", b"body=x"),
        (FORM, b""),
        (FORM, b"%%%&&&===;;;"),
        (FORM, b"\xff\xfe\x00"),
        (f"{FORM}; charset=utf-16", b"body=x"),
        (f"{FORM}; charset=nonsense", b"body=x"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=part", b"--part\r\nbroken"),
        ("multipart/form-data; boundary=part", b""),
        ("multipart/form-data; boundary=\xe9", b"x"),
        ("multipart/form-data; boundary=part; charset=hex", b"--part\r\n\r\n--part--"),
    ],
)
def test_what_is_no_form_is_answered_as_a_mistake(content_type: str, body: bytes) -> None:
    response = send_raw(body, content_type)
    assert 400 <= response.status_code < 500
    assert Comment.objects.count() == 0


def multipart(*parts: tuple[str, bytes, str]) -> bytes:
    lines = []
    for name, content, more in parts:
        head = f'--part\r\nContent-Disposition: form-data; name="{name}"; {more}\r\n\r\n'
        lines.append(head.encode() + content + b"\r\n")
    return b"".join(lines) + b"--part--\r\n"


@pytest.mark.parametrize("slug", ["%00", "sleep%00", "%ff", "%F0%9F%98%B4", "..", "x" * 3000])
def test_strange_addresses_are_not_found(slug: str) -> None:
    response = Client().post(f"/articles/{slug}/comments/", WORDS, headers=OWN_PAGE)
    assert response.status_code in {400, 404}


@pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 30, "9" * 5000, "-1", "x"])
def test_strange_permalinks_are_not_found(number: str) -> None:
    assert Client().get(f"/comments/{number}/").status_code == 404
