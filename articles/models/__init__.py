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
    TrashedArticle,
    path_of,
)
from articles.models.companion import Companion
from articles.models.count import CategoryCount, OpenCount
from articles.models.edition import (
    Change,
    Edition,
    EditionContribution,
    InternalLink,
    Outcome,
)
from articles.models.history import Action, Debt, HistoryEntry
from articles.models.image import Image, TrashedImage
from articles.models.imports import ForeignKind, ImportedItem
from articles.models.people import Author, Role, Team
from articles.models.reads import DayOfReads
from articles.models.review import ErrorReport, MailPreference, Review
from articles.models.revision import Acknowledgement, Revision, SignOff
from articles.models.search import MissedSearch, SearchDocument, SearchWord
from articles.models.sharing import EditorialNote, ShareLink, ShareVisit
from articles.models.social_card import SocialCard
from articles.models.taxonomy import Category, LabelAddress, Tag, Tombstone
from articles.models.unsaved import Presence, UnsavedText

__all__ = [
    "Acknowledgement",
    "Action",
    "Address",
    "Article",
    "Author",
    "Category",
    "CategoryCount",
    "Change",
    "Companion",
    "Contribution",
    "DayOfReads",
    "Debt",
    "Edition",
    "EditionContribution",
    "EditorialNote",
    "ErrorReport",
    "Faq",
    "FaqUse",
    "ForeignKind",
    "HistoryEntry",
    "Image",
    "ImportedItem",
    "InternalLink",
    "Kind",
    "LabelAddress",
    "MailPreference",
    "MissedSearch",
    "OpenCount",
    "Outcome",
    "Page",
    "Presence",
    "Review",
    "Revision",
    "Role",
    "SearchDocument",
    "SearchWord",
    "ShareLink",
    "ShareVisit",
    "SignOff",
    "SocialCard",
    "Source",
    "Stage",
    "Tag",
    "Team",
    "Tombstone",
    "TrashedArticle",
    "TrashedImage",
    "UnsavedText",
    "path_of",
]
