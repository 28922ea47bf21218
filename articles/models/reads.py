"""How often articles are read."""

from django.db import models

from articles.models.article import Article


class DayOfReads(models.Model):
    """How often an article was read on one day; see `articles.reads`. No trace of readers."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="days_of_reads")
    day = models.DateField(db_index=True)
    reads = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "day"], name="reads_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}, {self.day}: {self.reads}"
