"""What other programs read of the publication: feeds with the whole text, and maps of the site.

Each of these is what a stranger may see, whoever asks for it: no session is looked at.
"""

from articles.feeds.lists import atom_feed, author_feed, feed, json_feed, section_feed, tag_feed
from articles.feeds.maps import sitemap, sitemap_part
from articles.feeds.news import news_sitemap

__all__ = [
    "atom_feed",
    "author_feed",
    "feed",
    "json_feed",
    "news_sitemap",
    "section_feed",
    "sitemap",
    "sitemap_part",
    "tag_feed",
]
