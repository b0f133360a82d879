"""The only code that changes articles and what belongs to them."""

from articles.actions.importing import (
    ImportedArticle,
    ImportedPage,
    import_article,
    import_articles,
    import_author,
    import_page,
    import_section,
)
from articles.actions.importing_links import import_related_stories
from articles.actions.likeness import ask_for_missing_portraits, dismiss_story
from articles.actions.pictures import add_picture, save_picture
from articles.actions.publishing import (
    approve_article,
    publish_article,
    publish_due_articles,
    return_article_to_draft,
    schedule_article,
    submit_article,
    withdraw_article,
)
from articles.actions.related import relate_story, set_related_stories
from articles.actions.settings import save_author, save_page, save_publication, save_section
from articles.actions.sharing import ask_for_share_images
from articles.actions.sizes import ask_for_missing_sizes, delete_files, retry_sizes
from articles.actions.writing import (
    ChangedMeanwhile,
    free_slug,
    save_article,
    set_bylines,
    set_gallery,
)

__all__ = [
    "ChangedMeanwhile",
    "ImportedArticle",
    "ImportedPage",
    "add_picture",
    "approve_article",
    "ask_for_missing_portraits",
    "ask_for_missing_sizes",
    "ask_for_share_images",
    "delete_files",
    "dismiss_story",
    "free_slug",
    "import_article",
    "import_articles",
    "import_author",
    "import_page",
    "import_related_stories",
    "import_section",
    "publish_article",
    "publish_due_articles",
    "relate_story",
    "retry_sizes",
    "return_article_to_draft",
    "save_article",
    "save_author",
    "save_page",
    "save_picture",
    "save_publication",
    "save_section",
    "schedule_article",
    "set_bylines",
    "set_gallery",
    "set_related_stories",
    "submit_article",
    "withdraw_article",
]
