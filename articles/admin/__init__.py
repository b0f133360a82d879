"""The desk's pages of the publication. What they change, they change through actions."""

from articles.admin.pictures import PictureAdmin
from articles.admin.publication import (
    AuthorAdmin,
    OldAddressAdmin,
    PageAdmin,
    PublicationAdmin,
    SectionAdmin,
)
from articles.admin.writing import ArticleAdmin

__all__ = [
    "ArticleAdmin",
    "AuthorAdmin",
    "OldAddressAdmin",
    "PageAdmin",
    "PictureAdmin",
    "PublicationAdmin",
    "SectionAdmin",
]
