"""What search looks through. The database keeps an index of these rows by itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.edition import Edition


class SearchDocument(models.Model):
    """The words of one edition, folded and parted by single spaces; see `articles.search.folding`.

    There is a document for every edition that readers have or are going to have; whether they have
    it is asked of the edition at the moment of the search. On SQLite, triggers on this table fill
    the index: a migration which lets Django build the table anew has to create them again.
    """

    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, primary_key=True, related_name="search_document"
    )
    title = models.TextField()
    summary = models.TextField()
    people = models.TextField()
    body = models.TextField()

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word that some document holds or held, to compare misspelt words with."""

    word = models.CharField(max_length=40, primary_key=True)

    class Meta:
        verbose_name = _("known word")
        verbose_name_plural = _("known words")

    def __str__(self) -> str:
        return self.word


class MissedSearch(models.Model):
    """Words for which nothing was found; see `articles.missed_searches`. No trace of readers."""

    words = models.CharField(_("words"), max_length=60, unique=True)
    times = models.PositiveIntegerField(_("times"))
    last_on = models.DateField(_("last on"), db_index=True)
    dismissed_at = models.DateTimeField(_("dismissed"), null=True)

    class Meta:
        verbose_name = _("search without results")
        verbose_name_plural = _("searches without results")
        ordering = ["-times", "-last_on", "words"]

    def __str__(self) -> str:
        return self.words
