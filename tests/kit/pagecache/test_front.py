"""The page cache answers what it may, and only that."""

import gzip

import brotli
import pytest
from time_machine import TimeMachineFixture

from site_config.kit.pagecache import page
from site_config.kit.pagecache.page import OFTEN
from tests.kit.pagecache.changing import change
from tests.kit.pagecache.shelves import QUERIES, RENDERED, SHELVES
from tests.kit.pagecache.workers import start
from tests.support.clock import MINUTE, NOW
from tests.support.wsgi import Reader

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite,
    pytest.mark.urls("tests.kit.pagecache.toy_site"),
]

TEA = "/shelves/tea/"


@pytest.fixture
def reader() -> Reader:
    return start()


def test_a_page_is_rendered_once(reader: Reader) -> None:
    assert [reader.get(TEA).text for _ in range(3)] == ["Green tea"] * 3
    assert RENDERED["tea"] == 1


@pytest.mark.row("O4")
def test_a_stored_page_has_the_headers_of_a_rendered_one(reader: Reader) -> None:
    first, second = reader.get(TEA), reader.get(TEA)
    dated = {"last-modified": second.headers.get("last-modified")}
    assert first.headers | dated == second.headers | dated
    assert second["Cache-Control"] == "no-cache"
    assert second["Surrogate-Key"] == "* shelf:tea"
    assert second["Vary"] == "Accept-Encoding"
    assert second["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in second["Content-Security-Policy"]
    assert "set-cookie" not in second.headers


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", "identity"),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("identity", "identity"),
        ("br;q=nonsense", "identity"),
    ],
)
def test_the_reader_gets_the_best_encoding(reader: Reader, accepted: str, encoding: str) -> None:
    unpack = {"identity": bytes, "gzip": gzip.decompress, "br": brotli.decompress}[encoding]
    answer = reader.get(TEA, HTTP_ACCEPT_ENCODING=accepted)
    assert answer.headers.get("content-encoding", "identity") == encoding
    assert unpack(answer.body) == b"Green tea"
    assert int(answer["Content-Length"]) == len(answer.body)
    assert encoding in answer["ETag"]


def test_who_has_the_page_is_told_so(reader: Reader) -> None:
    etag = reader.get(TEA)["ETag"]
    for known in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        answer = reader.get(TEA, HTTP_IF_NONE_MATCH=known)
        assert (answer.status, answer.body) == (304, b"")
        assert answer["ETag"] == etag
        assert answer["Cache-Control"] == "no-cache"
    assert reader.get(TEA, HTTP_IF_NONE_MATCH='"other"').status == 200
    in_gzip = reader.get(TEA, HTTP_IF_NONE_MATCH=etag, HTTP_ACCEPT_ENCODING="gzip")
    assert in_gzip.status == 200, "another encoding is another representation"


def test_what_is_asked_for_often_is_sent_in_its_smallest_form(reader: Reader) -> None:
    first, *others = [reader.get(TEA, HTTP_ACCEPT_ENCODING="br") for _ in range(OFTEN + 1)]
    assert [each["ETag"] == first["ETag"] for each in others] == [True] * (OFTEN - 2) + [False] * 2
    assert {brotli.decompress(each.body) for each in (first, *others)} == {b"Green tea"}
    assert int(others[-1]["Content-Length"]) == len(others[-1].body) <= len(first.body)
    assert reader.get(TEA, HTTP_ACCEPT_ENCODING="br").body == others[-1].body
    in_gzip = {reader.get(TEA, HTTP_ACCEPT_ENCODING="gzip")["ETag"] for _ in range(OFTEN + 1)}
    assert len(in_gzip) == 1


def test_the_first_reader_gets_no_304_for_a_page_that_is_rendered_anew(reader: Reader) -> None:
    etag = reader.get(TEA)["ETag"]
    assert reader.get("/shelves/nuts/", HTTP_IF_NONE_MATCH=etag).text == "Walnuts"
    assert reader.get("/shelves/nuts/", HTTP_RANGE="bytes=0-1").text == "Walnuts"


def test_a_page_is_dated_once_no_other_can_have_its_date(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW, tick=False)
    reader = start()
    assert "last-modified" not in reader.get(TEA).headers
    time_machine.shift(1)
    dated = reader.get(TEA)["Last-Modified"]
    assert reader.get(TEA, HTTP_IF_MODIFIED_SINCE=dated).status == 304
    assert reader.get(TEA, HTTP_IF_MODIFIED_SINCE=dated, HTTP_IF_NONE_MATCH='"x"').status == 200
    assert reader.get(TEA, HTTP_IF_MODIFIED_SINCE="Thu, 01 Jan 1970 00:00:00 GMT").status == 200
    assert reader.get(TEA, HTTP_IF_MODIFIED_SINCE="whenever").status == 200


@pytest.mark.parametrize("address", [TEA, "/shelves/none/"])
def test_head_answers_as_get_without_the_body(reader: Reader, address: str) -> None:
    asked = reader.get(address, method="HEAD")
    got = reader.get(address)
    assert asked.body == b""
    assert asked.status == got.status
    assert asked.headers == got.headers


def test_unknown_parameters_are_dropped_before_the_view_sees_them(reader: Reader) -> None:
    reader.get(f"{TEA}?utm_source=letter&fbclid=1&page=2")
    reader.get(f"{TEA}?page=2&gclid=4")
    reader.get(f"{TEA}?utm_source=letter")
    reader.get(TEA)
    assert QUERIES == [{"page": "2"}, {}]


def test_however_long_the_unknown_parameters_are(reader: Reader) -> None:
    reader.get(f"{TEA}?utm_source={'s' * 500}&page=2")
    reader.get(f"{TEA}?page=2&fbclid={'f' * 500}")
    assert QUERIES == [{"page": "2"}]


def test_known_parameters_make_pages_of_their_own(reader: Reader) -> None:
    assert reader.get(f"{TEA}?page=2&sort=name").text == "Green tea 2"
    assert reader.get(f"{TEA}?sort=name&page=2").text == "Green tea 2"
    assert reader.get(f"{TEA}?page=1&page=3").text == "Green tea 3"
    assert reader.get(f"{TEA}?page=").text == "Green tea"
    assert RENDERED["tea"] == 3
    assert reader.get("/shelves/tea%3Fpage=2/").status == 404, "a path is no query"


@pytest.mark.parametrize(
    ("address", "environ"),
    [
        (TEA, {"HTTP_COOKIE": "a=b; sessionid=abc"}),
        (TEA, {"HTTP_HOST": "localhost"}),
        (TEA, {"wsgi.url_scheme": "https"}),
        (f"{TEA}?page={'9' * 300}", {}),
        ("/shelves/none/", {}),
        ("/kept-out/", {}),
        ("/cookie/", {}),
        ("/varying/", {}),
        ("/private/", {}),
        ("/broken/", {}),
        ("/moved/", {}),
        ("/undeclared/", {}),
    ],
)
def test_what_is_not_for_everybody_is_never_stored(
    reader: Reader, address: str, environ: dict[str, str]
) -> None:
    reader.get(address, **environ)
    reader.get(address, **environ)
    assert RENDERED.total() == 2


def test_a_session_neither_gets_nor_leaves_a_stored_page(reader: Reader) -> None:
    reader.get(TEA, HTTP_COOKIE="sessionid=abc")
    reader.get(TEA)
    reader.get(TEA, HTTP_COOKIE="theme=dark")
    reader.get(TEA, HTTP_COOKIE="sessionid=abc")
    assert RENDERED["tea"] == 3


@pytest.mark.parametrize("path", ["/shelves/%FF/", "/shelves/%00/", "/%2e%2e/", "//"])
def test_strange_paths_are_answered(reader: Reader, path: str) -> None:
    assert reader.get(path).status in {400, 404}


def test_no_more_is_kept_than_the_limit_allows() -> None:
    reader = start(limit=25_000)
    for number in range(5):
        SHELVES[str(number)] = "x" * 1_000
        reader.get(f"/shelves/{number}/")
    reader.get("/shelves/1/")
    reader.get("/shelves/5/")
    RENDERED.clear()
    for number in (4, 1, 0):
        reader.get(f"/shelves/{number}/")
    assert RENDERED == {"0": 1}, "those asked for longest ago have gone"


def test_a_page_larger_than_the_limit_is_rendered_each_time() -> None:
    reader = start(limit=10_000)
    SHELVES["long"] = "x" * 10_000
    assert len(reader.get("/shelves/long/").body) == len(reader.get("/shelves/long/").body)
    assert RENDERED["long"] == 2


def test_a_cdn_may_keep_pages_until_the_next_known_change(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW, tick=False)
    reader = start(cdn_seconds=3600)
    whole = "public, max-age=0, must-revalidate, s-maxage=3600"
    assert reader.get(TEA)["Cache-Control"] == whole
    change("tea", "Black tea", at=NOW + 10 * MINUTE)
    time_machine.shift(60)
    assert reader.get(TEA)["Cache-Control"] == whole.replace("3600", "540")


def test_both_forms_of_an_encoding_are_the_same_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each process makes the smaller one by itself, so readers have tags of both."""
    monkeypatch.setattr(page, "OFTEN", 2)
    often, seldom = start(), start()
    tags = [often.get(TEA, HTTP_ACCEPT_ENCODING="br")["ETag"] for _ in range(4)]
    assert len(set(tags)) == 2
    for reader in (often, seldom):
        for tag in tags:
            assert reader.get(TEA, HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=tag).status == 304


def test_many_keys_are_told_to_nobody_who_did_not_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "LONGEST_KEYS", 5)
    assert "surrogate-key" not in start().get(TEA).headers
    assert start(cdn_seconds=60).get(TEA)["Surrogate-Key"] == "* shelf:tea"
