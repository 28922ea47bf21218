from articles.models.address import Address
from articles.models.article import (
    Article,
    Contribution,
    Faq,
    FaqUse,
    Kind,
    Page,
    Source,
    Stage,
    path_of,
)
from articles.models.companion import Companion
from articles.models.edition import Change, Edition, EditionContribution, OpenCount, Outcome
from articles.models.history import Action, Debt, HistoryEntry
from articles.models.image import Image
from articles.models.imports import ForeignKind, ImportedItem
from articles.models.people import Author, Role, Team
from articles.models.revision import Revision, SignOff
from articles.models.search import SearchDocument, SearchWord
from articles.models.taxonomy import Category, Tag

__all__ = [
    "Action",
    "Address",
    "Article",
    "Author",
    "Category",
    "Change",
    "Companion",
    "Contribution",
    "Debt",
    "Edition",
    "EditionContribution",
    "Faq",
    "FaqUse",
    "ForeignKind",
    "HistoryEntry",
    "Image",
    "ImportedItem",
    "Kind",
    "OpenCount",
    "Outcome",
    "Page",
    "Revision",
    "Role",
    "SearchDocument",
    "SearchWord",
    "SignOff",
    "Source",
    "Stage",
    "Tag",
    "Team",
    "path_of",
]
