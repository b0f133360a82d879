"""The only code that changes articles and what belongs to them."""

from articles.actions.corrections import correct_article, withdraw_correction
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
from articles.actions.indexing import forget_articles, index_all_articles, index_article
from articles.actions.leaving import part_from_publication
from articles.actions.likeness import ask_for_missing_portraits, dismiss_story
from articles.actions.pictures import add_picture, save_picture
from articles.actions.proposals import (
    answer_proposal,
    decline_proposal,
    edit_proposal,
    hide_proposal,
    link_article,
    move_proposals_on,
    propose,
    recount_proposals,
    second_proposal,
    take_up_proposal,
    vote_on_proposal,
    weigh_new_proposals,
    withdraw_proposal,
)
from articles.actions.publishing import (
    approve_article,
    publish_article,
    publish_due_articles,
    return_article_to_draft,
    schedule_article,
    submit_article,
    withdraw_article,
)
from articles.actions.readers import (
    bookmark_article,
    forget_reader,
    like_article,
    recount_likes,
    remove_bookmark,
    unlike_article,
)
from articles.actions.related import relate_story, set_related_stories
from articles.actions.renewing import renew_texts
from articles.actions.series import save_series, set_series_parts
from articles.actions.settings import save_author, save_page, save_publication, save_section
from articles.actions.sharing import ask_for_share_images
from articles.actions.sizes import ask_for_missing_sizes, delete_files, retry_sizes
from articles.actions.suggestions import (
    answer_suggestion,
    suggest_correction,
    suggest_story,
    take_up_correction,
    take_up_story,
)
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
    "answer_proposal",
    "answer_suggestion",
    "approve_article",
    "ask_for_missing_portraits",
    "ask_for_missing_sizes",
    "ask_for_share_images",
    "bookmark_article",
    "correct_article",
    "decline_proposal",
    "delete_files",
    "dismiss_story",
    "edit_proposal",
    "forget_articles",
    "forget_reader",
    "free_slug",
    "hide_proposal",
    "import_article",
    "import_articles",
    "import_author",
    "import_page",
    "import_related_stories",
    "import_section",
    "index_all_articles",
    "index_article",
    "like_article",
    "link_article",
    "move_proposals_on",
    "part_from_publication",
    "propose",
    "publish_article",
    "publish_due_articles",
    "recount_likes",
    "recount_proposals",
    "relate_story",
    "remove_bookmark",
    "renew_texts",
    "retry_sizes",
    "return_article_to_draft",
    "save_article",
    "save_author",
    "save_page",
    "save_picture",
    "save_publication",
    "save_section",
    "save_series",
    "schedule_article",
    "second_proposal",
    "set_bylines",
    "set_gallery",
    "set_related_stories",
    "set_series_parts",
    "submit_article",
    "suggest_correction",
    "suggest_story",
    "take_up_correction",
    "take_up_proposal",
    "take_up_story",
    "unlike_article",
    "vote_on_proposal",
    "weigh_new_proposals",
    "withdraw_article",
    "withdraw_correction",
    "withdraw_proposal",
]
