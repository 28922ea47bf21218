"""`manage.py import_wordpress`: what it says, what it writes, and that it can be run again."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import mail, serializers
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper
from django.db import OperationalError
from django.utils import timezone

from articles import editing, publishing, snapshots
from articles.models import Address, Article, Author, Category, Edition, ImportedItem, Kind, Tag
from comments import moderation, posting
from comments.models import Comment, State
from site_config.import_report import Progress
from site_config.kit.wxr import SiteInfo
from site_config.wordpress_import import NoSource, source_of
from tests.builders import people
from tests.support.wordpress_items import export, item_xml

pytestmark = pytest.mark.django_db

FILES = Path(__file__).parent / "wordpress_files"
KIT_FILES = Path(__file__).parents[1] / "kit" / "wxr_files"
RIVERSIDE = FILES / "riverside.xml"

COUNTS = {
    "authors": (6, 0, 0, 0),
    "teams": (1, 0, 0, 0),
    "tags": (5, 0, 0, 0),
    "other terms": (0, 0, 1, 0),
    "categories": (4, 0, 1, 0),
    "articles": (11, 0, 2, 0),
    "FAQs": (3, 0, 0, 0),
    "comments": (13, 0, 3, 0),
    "files": (0, 0, 1, 0),
    "other items": (0, 0, 2, 0),
    "pages": (2, 0, 0, 0),
}

COMMENT = (
    "<wp:comment><wp:comment_id>7</wp:comment_id><wp:comment_content>Thanks.</wp:comment_content>"
    "<wp:comment_approved>1</wp:comment_approved></wp:comment>\n"
)


def run(path: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("import_wordpress", str(path), *options, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def run_and_fail(path: Path, *options: str) -> tuple[str, CommandError]:
    """Return what was printed, and the error that makes the exit status other than 0."""
    out = io.StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("import_wordpress", str(path), *options, stdout=out, stderr=io.StringIO())
    assert failed.value.returncode != 0
    return out.getvalue(), failed.value


def counts(output: str) -> dict[str, tuple[int, ...]]:
    """The table at the end: kind to created, unchanged, skipped, failed."""
    lines = output.splitlines()
    heads = ["created", "unchanged", "skipped", "failed"]
    start = next(n for n, line in enumerate(lines) if line.split() == heads)
    rows = (re.fullmatch(r"(\S.*?)" + r"\s+(\d+)" * 4, line) for line in lines[start + 1 :])
    return {row[1]: tuple(map(int, row.groups()[1:])) for row in rows if row}


def everything() -> Any:
    """All rows of all tables."""
    return {
        model._meta.label: json.loads(
            serializers.serialize("json", model._default_manager.order_by("pk"))
        )
        for model in apps.get_models()
        if not model._meta.proxy
    }


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write an export of these items and return its path."""

    def write(*items: str, whole: str = "") -> Path:
        path = tmp_path / "export.xml"
        path.write_text(whole or export(*items), encoding="utf-8")
        return path

    return write


@pytest.mark.row("I1")
class TestImporting:
    def test_a_whole_site(self) -> None:
        output = run(RIVERSIDE)
        assert counts(output) == COUNTS
        live = Edition.objects.listed(timezone.now())
        assert sorted(live.values_list("path", flat=True)) == [
            "/articles/article/",
            "/articles/first-the-kettle-then-the-cup-and-only/",
            "/articles/its-time/",
            "/articles/vitamin-d-2/",
            "/articles/vitamin-d/",
            "/articles/ύπνος/",
        ]
        assert Edition.objects.ahead(timezone.now()).get().title == "Far ahead"
        assert mail.outbox == []

    def test_people_labels_and_their_tree(self) -> None:
        run(RIVERSIDE)
        assert sorted(Author.objects.values_list("name", "slug"))[1:] == [
            ("Noor Haddad", "noor-haddad"),
            ("Pia Olsen", "olsen"),
            ("Pia Olsen", "piaolsen"),
            ("Reed & Sons", "desk"),
            ("gone", "gone"),
        ]
        nutrition = Category.objects.get(slug="nutrition")
        assert (nutrition.name, nutrition.description) == ("Food & Drink", "What to eat.")
        assert Category.objects.get(slug="vitamins").parent == nutrition
        assert Tag.objects.filter(slug="ύπνος", name="Ύπνος").exists()

    def test_an_article_with_all_that_belongs_to_it(self) -> None:
        run(RIVERSIDE)
        edition = Edition.objects.get(path="/articles/vitamin-d/")
        assert edition.title == "Vitamin D & you"
        assert edition.summary == "Sun, food & pills."
        assert (str(edition.category), str(edition.team)) == ("Vitamins", "Daylight Team")
        assert [str(author) for author in edition.writers] == ["Noor Haddad"]
        assert sorted(map(str, edition.tags.all())) == ["Food & Drink", "Fresh", "Winter"]
        assert edition.first_published_at.isoformat() == "2021-04-05T06:07:08+00:00"
        assert edition.modified_at.isoformat() == "2022-06-01T10:00:00+00:00"
        faqs = Article.objects.in_bulk(edition.faq_ids)
        assert [faqs[pk].title for pk in edition.faq_ids] == [
            "How much do I need?",
            "Is more better?",
        ]

    def test_a_debt_is_noted_and_nothing_is_refused(self) -> None:
        run(RIVERSIDE)
        article = Article.objects.get(title="Vitamin D & you")
        debts = set(article.debts.values_list("check_id", flat=True))
        assert debts == {"alt.missing", "picture.elsewhere"}


@pytest.mark.row("I2")
class TestReport:
    def test_tells_every_skipped_thing_with_line_and_reason(self) -> None:
        output = run(RIVERSIDE)
        skipped = [line for line in output.splitlines() if ": skipped, " in line]
        numbers = sum(row[2] for row in COUNTS.values())
        # The comment that lies in the trash with its article has no line of its own.
        assert len(skipped) == numbers - 1
        with_place = [line for line in skipped if line.startswith("line ")]
        assert len(with_place) == len(skipped) - 2  # The list of terms has no line numbers.
        lines = RIVERSIDE.read_text(encoding="utf-8").splitlines()
        for line in with_place:
            number = int(line.removeprefix("line ").partition(":")[0])
            assert "<item>" in lines[number - 1]

    def test_tells_what_was_changed_on_the_way(self) -> None:
        output = run(RIVERSIDE)
        for message in (
            "“Behind a password” was protected by a password there, and is a draft here",
            "has the address …/vitamin-d-2/ here, for “vitamin-d” could not be had",
            "comment 509 of post 10 answers comment 508, which is not here",
            'could not be carried over as it was: [gallery ids="1,2"]',
            "keeps its comments, but pages show none here",
            "was pinned to the front page there",
        ):
            assert message in output

    def test_is_written_to_a_file_as_well(self, tmp_path: Path) -> None:
        report = tmp_path / "report.txt"
        assert run(RIVERSIDE, "--report", str(report)) == report.read_text(encoding="utf-8")

    def test_never_goes_over_the_export(self, written: Callable[..., Path]) -> None:
        path = written(item_xml(1))
        before = path.read_bytes()
        _output, error = run_and_fail(path, "--report", str(path))
        assert "another name" in str(error)
        assert path.read_bytes() == before

    def test_that_cannot_be_written_stops_before_anything_is_imported(self, tmp_path: Path) -> None:
        _output, error = run_and_fail(RIVERSIDE, "--report", str(tmp_path / "no" / "report.txt"))
        assert "No such file" in str(error)
        assert not Article.objects.exists()

    def test_a_title_cannot_command_the_terminal(self, written: Callable[..., Path]) -> None:
        item = item_xml(1, post_type="odd").replace("Post 1", "a\u009b31m\nb")
        assert "odd 1 “a31m b”" in run(written(item))

    def test_progress_goes_to_stderr(self) -> None:
        err = io.StringIO()
        call_command("import_wordpress", str(RIVERSIDE), stdout=io.StringIO(), stderr=err)
        assert err.getvalue() == "100% read, 18 items\n"

    def test_progress_is_a_bar_on_a_terminal(self) -> None:
        err = io.StringIO()
        err.isatty = lambda: True  # type: ignore[method-assign]
        call_command("import_wordpress", str(RIVERSIDE), stdout=io.StringIO(), stderr=err)
        assert err.getvalue().endswith(f"[{'#' * 30}] 100% read, 18 items\n")


@pytest.mark.row("I2")
class TestDryRun:
    def test_counts_the_same_and_writes_nothing(self) -> None:
        before = everything()
        output = run(RIVERSIDE, "--dry-run")
        assert counts(output) == COUNTS
        assert "nothing was written" in output
        assert everything() == before

    def test_says_the_same_as_the_run_itself(self) -> None:
        dry = run(RIVERSIDE, "--dry-run").splitlines()
        assert dry[:-1] == run(RIVERSIDE).splitlines()

    def test_fails_where_the_run_would(self) -> None:
        output, error = run_and_fail(KIT_FILES / "truncated.xml", "--dry-run")
        assert "nothing was written" in str(error)
        assert counts(output)
        assert not Article.objects.exists()


@pytest.mark.row("I2")
class TestAgain:
    def test_changes_nothing(self) -> None:
        run(RIVERSIDE)
        before = everything()
        output = run(RIVERSIDE)
        assert everything() == before
        for created, _unchanged, _skipped, failed in counts(output).values():
            assert (created, failed) == (0, 0)
        assert counts(output)["articles"] == (0, 11, 2, 0)
        assert counts(output)["comments"] == (0, 13, 3, 0)

    def test_under_another_address_of_the_site(self, written: Callable[..., Path]) -> None:
        text = export(item_xml(1))
        run(written(whole=text))
        run(written(whole=text.replace("https://old.example", "http://www.OLD.example/")))
        assert Article.objects.count() == 1
        run(written(whole=text.replace("old.example", "new.example")), "--source", "old.example")
        assert Article.objects.count() == 1
        run(written(whole=text.replace("old.example", "new.example")))
        assert Article.objects.count() == 2

    def test_goes_on_where_a_broken_file_ended(self, written: Callable[..., Path]) -> None:
        whole = export(*(item_xml(number) for number in range(1, 6)))
        cut = whole.index("<title>Post 4")
        output, error = run_and_fail(written(whole=whole[:cut]))
        assert f"Line {whole[:cut].count(chr(10)) + 1}" in str(error)
        assert counts(output)["articles"] == (3, 0, 0, 0)
        assert Article.objects.count() == Edition.objects.count() == 3
        assert counts(run(written(whole=whole)))["articles"] == (2, 3, 0, 0)

    @pytest.mark.row("I3")
    def test_leaves_alone_what_was_edited_here(self) -> None:
        run(RIVERSIDE)
        article = Article.objects.get(title="About us")
        data = {**snapshots.take(article), "title": "Who we are", "slug": "who-we-are"}
        editing.save(
            article,
            data,  # type: ignore[arg-type]
            base_version=article.version,
            by=None,
            now=timezone.now(),
        )
        before = everything()
        run(RIVERSIDE)
        assert everything() == before

    @pytest.mark.row("I12")
    def test_brings_nothing_back(self) -> None:
        run(RIVERSIDE)
        now = timezone.now()
        withdrawn = Article.objects.get(title="Its time has come")
        publishing.withdraw(withdrawn, by=people.editor(), now=now, reason="It is out of date.")
        Article.objects.get(title="A private thing").delete()
        removed = Comment.objects.get(body="I wonder as well.")
        moderation.remove(removed, by=people.moderator(), now=now)
        Comment.objects.filter(body="Cheap pills").update(thread=None)
        Comment.objects.get(body="Cheap pills").delete()
        before = everything()
        output = run(RIVERSIDE)
        assert everything() == before
        assert not Edition.objects.listed(now).filter(article=withdrawn).exists()
        assert Comment.objects.get(pk=removed.pk).state == State.REMOVED
        assert "“A private thing”: skipped, it was deleted here and stays away" in output

    @pytest.mark.row("I12")
    def test_brings_nothing_to_what_lies_in_the_trash(self, written: Callable[..., Path]) -> None:
        run(written(item_xml(1)))
        Article.objects.update(trashed_at=timezone.now())
        output = run(written(item_xml(1, terms=COMMENT)))
        assert "“Post 1”: skipped, it was deleted here and stays away" in output
        assert "comments of post 1: skipped with it" in output
        assert counts(output)["comments"] == (0, 0, 1, 0)
        assert not Comment.objects.exists()

    @pytest.mark.row("I3")
    def test_deletes_nothing(self) -> None:
        before = everything()
        run(RIVERSIDE)
        after = everything()
        for label, rows in before.items():
            assert [row for row in rows if row not in after[label]] == []


@pytest.mark.row("I2")
class TestFailures:
    TERMS = '<category domain="post_tag" nicename="winter"><![CDATA[Winter]]></category>\n'
    FAQ = "<h2>Frequently Asked Questions</h2><h3>1. How?</h3><p>So.</p>"

    def test_an_item_is_whole_or_not_there(self, written: Callable[..., Path]) -> None:
        too_long = item_xml(2, content=f"<p>{'x' * 600_000}</p>{self.FAQ}", terms=self.TERMS)
        path = written(item_xml(1), too_long, item_xml(3, terms=self.TERMS))
        output, error = run_and_fail(path)
        assert counts(output)["articles"] == (2, 0, 0, 1)
        assert "1 could not be imported" in str(error)
        assert "post 2 “Post 2”: FAILED, The text has 600," in output
        assert sorted(Article.objects.values_list("title", flat=True)) == ["Post 1", "Post 3"]
        assert not Article.objects.filter(kind=Kind.FAQ).exists()
        assert Address.objects.count() == 2
        # The tag was rolled back with the failed item, and made again for the next one.
        assert Tag.objects.get().editions.count() == 1
        assert counts(output)["tags"] == (1, 0, 0, 0)

    @pytest.mark.parametrize(
        ("fault", "message"),
        [
            (ValueError("a fault"), "2 could not be imported"),
            (OperationalError("disk I/O error"), "The database does not answer (disk I/O error)."),
            (KeyboardInterrupt(), "Interrupted. What came before is imported whole"),
        ],
        ids=["item", "database", "keyboard"],
    )
    def test_an_article_is_not_there_without_its_comments(
        self,
        written: Callable[..., Path],
        monkeypatch: pytest.MonkeyPatch,
        fault: BaseException,
        message: str,
    ) -> None:
        def give_place(*args: object) -> None:
            raise fault

        path = written(item_xml(1), item_xml(2, terms=COMMENT))
        with monkeypatch.context() as patch:
            patch.setattr(posting, "give_place", give_place)
            _output, error = run_and_fail(path)
        assert message in str(error)
        assert [article.title for article in Article.objects.all()] == ["Post 1"]
        assert not Comment.objects.exists()
        assert counts(run(path))["articles"] == (1, 1, 0, 0)
        assert Comment.objects.count() == 1

    def test_a_failed_item_is_tried_again(self, written: Callable[..., Path]) -> None:
        run_and_fail(written(item_xml(1, content="x" * 600_000)))
        assert counts(run(written(item_xml(1))))["articles"] == (1, 0, 0, 0)

    def test_what_could_not_be_read_has_failed(self) -> None:
        output, _error = run_and_fail(KIT_FILES / "bad_post_id.xml")
        assert counts(output)["unreadable"][3] > 0
        assert "FAILED, The item" in output

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("entity_bomb.xml", "document type"),
            ("crossed_tags.xml", "not XML from here on"),
            ("atom_feed.xml", "not a WordPress export"),
            ("ordinary_feed.xml", "not a WordPress export"),
            ("truncated.xml", "breaks off"),
        ],
    )
    def test_a_broken_or_hostile_file_is_told_with_its_line(self, name: str, message: str) -> None:
        _output, error = run_and_fail(KIT_FILES / name)
        assert message in str(error)
        assert f"{name}: Line " in str(error)

    def test_a_missing_file(self, tmp_path: Path) -> None:
        _output, error = run_and_fail(tmp_path / "none.xml")
        assert str(error) == f"{tmp_path / 'none.xml'} cannot be read: No such file or directory."

    def test_a_folder(self, tmp_path: Path) -> None:
        _output, error = run_and_fail(tmp_path)
        assert str(error) == f"{tmp_path} cannot be read: Is a directory."

    def test_a_file_of_nowhere(self, written: Callable[..., Path]) -> None:
        whole = export(item_xml(1)).replace("https://old.example", "")
        _output, error = run_and_fail(written(whole=whole))
        assert "--source" in str(error)
        assert counts(run(written(whole=whole), "--source", "old"))["articles"] == (1, 0, 0, 0)
        assert ImportedItem.objects.filter(source="old").exists()

    def test_a_term_of_absurd_size_fails_alone(self, written: Callable[..., Path]) -> None:
        term = (
            "<wp:category><wp:category_nicename>{0}</wp:category_nicename><wp:cat_name>{0}"
            "</wp:cat_name><wp:category_description>{1}</wp:category_description></wp:category>\n"
        )
        whole = export(term.format("big", "x" * 600_000), term.format("small", "x"), item_xml(1))
        output, _error = run_and_fail(written(whole=whole))
        assert counts(output)["categories"] == (1, 0, 0, 1)
        assert Category.objects.get().slug == "small"
        assert Article.objects.count() == 1


@pytest.mark.row("I2")
def test_mended_files_are_imported() -> None:
    for name in ("control_characters.xml", "missing_namespaces.xml", "html_entities.xml"):
        assert "here first" in run(KIT_FILES / name, "--source", name) or name.startswith("missing")
    assert Article.objects.count() >= 3


@pytest.mark.parametrize(
    ("blog", "link", "site", "source"),
    [
        ("https://www.a.example/blog/", "https://b.example", "", "a.example/blog"),
        ("", "http://B.example/", "https://c.example", "b.example"),
        ("", "", "https://c.example", "c.example"),
        ("https://[broken", "https://d.example", "", "d.example"),
    ],
)
def test_the_source_is_the_address_of_the_site(
    blog: str, link: str, site: str, source: str
) -> None:
    assert source_of(SiteInfo("", link, "", site, blog, "", "1.2")) == source


def test_a_site_without_address_has_no_source() -> None:
    with pytest.raises(NoSource):
        source_of(SiteInfo("", "not an address", "", "", "", "", "1.2"))


class TestProgress:
    """The bar and the lines, with a clock that is moved by hand."""

    def test_is_a_line_every_few_seconds(self) -> None:
        out, seconds = io.StringIO(), iter([0.0, 1.0, 6.0, 6.0, 7.0])
        progress = Progress(OutputWrapper(out), total=1000, clock=lambda: next(seconds))
        for items in (1, 2, 3):
            progress.at(items * 100, items)
        assert out.getvalue() == " 20% read, 2 items\n"

    def test_makes_room_for_a_line_of_the_report(self) -> None:
        out, seconds = io.StringIO(), iter([0.0, 1.0, 1.0])
        out.isatty = lambda: True  # type: ignore[method-assign]
        progress = Progress(OutputWrapper(out), total=100, clock=lambda: next(seconds))
        progress.at(50, 1_234)
        bar = f"[{'#' * 15}{' ' * 15}]  50% read, 1,234 items"
        assert out.getvalue() == bar
        progress.clear()
        progress.clear()
        assert out.getvalue() == f"{bar}\r\x1b[K"
