from articles.forms.publication import PageForm, PictureForm
from articles.forms.writing import ArticleForm

__all__ = ["ArticleForm", "PageForm", "PictureForm"]
