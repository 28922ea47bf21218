"""The demonstration: whole, true to its promises, and never put over real content."""

import io
import re
import stat

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles import editing, gate
from articles.models import Article, Author, Category, Debt, Edition, Kind, Outcome, Stage, Team
from comments.models import Comment, State
from site_config.demonstration import library
from tests.builders import articles, images
from tests.support.reading import read

LOGINS = settings.DATA_DIR / "logins.txt"
QUESTION = "can-people-with-multiple-sclerosis-have-botox-safely"


@pytest.fixture
def quick_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small pictures of one colour: how the real ones are drawn is tested in test_pictures."""
    monkeypatch.setattr(library, "drawn", lambda motifs: [images.file().getvalue() for _ in motifs])


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_pictures")
class TestSeeding:
    @pytest.mark.row("O1")
    def test_it_keeps_its_promises_and_a_second_run_changes_nothing(self, client: Client) -> None:
        call_command("seed_demo", stdout=io.StringIO())
        now = timezone.now()
        live = Edition.objects.listed(now)
        assert live.count() >= 24
        assert min(live.values_list("word_count", flat=True)) >= 600
        categories = Category.objects.filter(edition__in=live).distinct()
        assert (categories.count(), Author.objects.count(), Team.objects.count()) == (6, 4, 2)
        rich = [e for e in live if 4 <= len(e.faq_ids) <= 8 and e.sources]
        assert len(rich) >= 8
        self.check_every_state(now)
        self.check_the_question(client)
        self.check_logins(client)
        self.check_gate()
        before = self.everything()
        call_command("seed_demo", stdout=io.StringIO())
        assert self.everything() == before

    def check_every_state(self, now: object) -> None:
        stages = set(Article.objects.filter(kind=Kind.ARTICLE).values_list("stage", flat=True))
        assert {Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED} <= stages
        assert Edition.objects.ahead(now).filter(article_kind=Kind.ARTICLE).count() >= 1  # type: ignore[arg-type]
        assert Edition.objects.filter(outcome=Outcome.NOTICE).count() >= 1
        assert Comment.objects.filter(state=State.PENDING).exists()
        assert Comment.objects.filter(state=State.PUBLISHED, parent__isnull=False).exists()

    def check_the_question(self, client: Client) -> None:
        page = read(client.get(f"/articles/{QUESTION}/"))
        assert len(page.all(class_="faq-question")) == 6
        colophon = page.one(class_="article-colophon").text
        assert "in the category Benefits and created by Treatment Botox Team." in colophon
        assert page.one(class_="article-body").all("ol")

    def check_logins(self, client: Client) -> None:
        lines = [line.split("\t") for line in LOGINS.read_text(encoding="utf-8").splitlines()]
        roles = {role for role, _user, _password in lines}
        assert roles == {"Writer", "Editor", "Medical reviewer", "Moderator", "Administrator"}
        assert stat.S_IMODE(LOGINS.stat().st_mode) == 0o600
        for role, username, password in lines:
            assert client.login(username=username, password=password), role
        assert not User.objects.filter(is_superuser=True).exists()

    def check_gate(self) -> None:
        """Nothing of it owes the gate anything, and every author says what he or she is."""
        assert not Debt.objects.exists()
        for article in Article.objects.filter(stage=Stage.APPROVED):
            problems = gate.check(editing.latest_revision(article))
            assert gate.errors(problems) == [], article
        for author in Author.objects.all():
            assert re.search("demonstration|fictional", author.bio), author

    def everything(self) -> list[object]:
        return [
            *Article.objects.order_by("pk").values_list("pk", "version", "stage"),
            *Edition.objects.order_by("pk").values_list("pk", "live_until"),
            *Comment.objects.order_by("pk").values_list("pk", "state"),
            LOGINS.read_bytes(),
        ]

    def test_it_is_never_put_over_real_content(self) -> None:
        articles.draft(title="Mine")
        said = io.StringIO()
        call_command("seed_demo", stdout=said)
        assert "nothing to do" in said.getvalue()
        assert Article.objects.get().title == "Mine"
