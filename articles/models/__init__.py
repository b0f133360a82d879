from articles.models.addresses import OldAddress
from articles.models.articles import Access, Article, Byline
from articles.models.pages import Page
from articles.models.pictures import GalleryPicture, Picture
from articles.models.publication import Author, Publication, Section
from articles.models.related import RelatedStory
from articles.models.revisions import Revision

__all__ = [
    "Access",
    "Article",
    "Author",
    "Byline",
    "GalleryPicture",
    "OldAddress",
    "Page",
    "Picture",
    "Publication",
    "RelatedStory",
    "Revision",
    "Section",
]
