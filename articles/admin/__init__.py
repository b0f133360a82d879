"""The desk's pages of the publication. What they change, they change through actions."""

from articles.admin.corrections import CorrectionAdmin
from articles.admin.pictures import PictureAdmin
from articles.admin.publication import (
    AuthorAdmin,
    OldAddressAdmin,
    PageAdmin,
    PublicationAdmin,
    SectionAdmin,
)
from articles.admin.series import SeriesAdmin
from articles.admin.suggestions import SuggestionAdmin
from articles.admin.town_hall import ProposalAdmin
from articles.admin.writing import ArticleAdmin

__all__ = [
    "ArticleAdmin",
    "AuthorAdmin",
    "CorrectionAdmin",
    "OldAddressAdmin",
    "PageAdmin",
    "PictureAdmin",
    "ProposalAdmin",
    "PublicationAdmin",
    "SectionAdmin",
    "SeriesAdmin",
    "SuggestionAdmin",
]
