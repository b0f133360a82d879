from articles.models.access import Access
from articles.models.addresses import OldAddress
from articles.models.articles import Article
from articles.models.bylines import Byline
from articles.models.corrections import Correction
from articles.models.likeness import DismissedStory, Portrait, StoryWord, Vocabulary
from articles.models.pages import Page
from articles.models.pictures import GalleryPicture, Picture
from articles.models.proposals import Proposal
from articles.models.publication import Author, Publication, Section
from articles.models.readers import Bookmark, Like
from articles.models.related import RelatedStory
from articles.models.revisions import Revision
from articles.models.search import SearchEntry
from articles.models.series import Series, SeriesPart
from articles.models.suggestions import Suggestion
from articles.models.town_hall import ProposalAnswer, ProposalSecond, ProposalVote

__all__ = [
    "Access",
    "Article",
    "Author",
    "Bookmark",
    "Byline",
    "Correction",
    "DismissedStory",
    "GalleryPicture",
    "Like",
    "OldAddress",
    "Page",
    "Picture",
    "Portrait",
    "Proposal",
    "ProposalAnswer",
    "ProposalSecond",
    "ProposalVote",
    "Publication",
    "RelatedStory",
    "Revision",
    "SearchEntry",
    "Section",
    "Series",
    "SeriesPart",
    "StoryWord",
    "Suggestion",
    "Vocabulary",
]
