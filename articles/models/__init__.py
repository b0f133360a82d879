from articles.models.addresses import OldAddress
from articles.models.articles import Access, Article, Byline
from articles.models.likeness import DismissedStory, Portrait, StoryWord, Vocabulary
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
    "DismissedStory",
    "GalleryPicture",
    "OldAddress",
    "Page",
    "Picture",
    "Portrait",
    "Publication",
    "RelatedStory",
    "Revision",
    "Section",
    "StoryWord",
    "Vocabulary",
]
