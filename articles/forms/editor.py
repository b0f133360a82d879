"""The editor of texts at the desk: what it offers, and the scripts it takes."""

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import ImportMap, Media, Script

MENU = ["blockType -lists", "lists", "marks", "link", "insert", "table", "history", "utility"]
WORDS = {
    "search": _("Search"),
    "nothing": _("Nothing found."),
    "cancel": _("Cancel"),
    "seeAlso": _("See also"),
    "pickSeeAlso": _("See also: which piece?"),
    "picture": _("Picture from the library"),
    "pickPicture": _("Which picture?"),
    "pullQuote": _("Pull quote"),
    "footnote": _("Footnote"),
    "footnoteHelp": _("Footnote: write one, or back to its place in the text"),
    "tableCaption": _("Table caption"),
    "linkCard": _("Link card"),
    "address": _("Address"),
    "title": _("Title"),
    "source": _("Source"),
    "sourceHelp": _("Whose page it is, as readers know it."),
    "still": _("Still from the library"),
    "none": _("No picture."),
    "without": _("Without a picture"),
    "done": _("Done"),
}

PICTURES = reverse_lazy("admin:articles_picture_pick")
# What the editor does not offer and does not lose either.
KEPT_MARKS = ("Abbr", "Cite", "Ins", "Kbd", "Marked", "Quoted", "Small", "Underlined")

EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Strike": True,
    **dict.fromkeys(KEPT_MARKS, True),
    "Subscript": True,
    "Superscript": True,
    "Code": True,
    "CodeBlock": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "HorizontalRule": True,
    "Terms": True,
    "Term": True,
    "Meaning": True,
    "Table": {"words": WORDS},
    "TableCaption": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Image": True,
    "InlineImage": True,
    "Figure": True,
    "Caption": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Menu": {"groups": [{"group": group} for group in MENU]},
    "KeptAttributes": True,
    "PullQuote": {"words": WORDS},
    "FootnoteMark": {"words": WORDS},
    "LibraryPicture": {"url": PICTURES, "words": WORDS},
    "LinkCard": {"url": PICTURES, "words": WORDS},
}
SEE_ALSO = {"SeeAlso": {"url": reverse_lazy("admin:articles_article_pick"), "words": WORDS}}


class DeskEditorWidget(AdminProseEditorWidget):  # type: ignore[misc]  # untyped
    """The editor with our own script beside it."""

    @property
    def media(self) -> Media:
        parts = ("pick", "fields", "tables")
        importmap = ImportMap({f"desk/{part}": f"admin-desk/editor/{part}.js" for part in parts})
        own = Media(
            importmap=importmap,
            css={"all": ["admin-desk/editor/editor.css", "admin-desk/editor/fields.css"]},
            js=[Script("admin-desk/editor/name.js", type="module")],
        )
        return own + super().media


def editor_field(label: Any, extensions: dict[str, Any]) -> ProseEditorFormField:  # noqa: ANN401  # lazy text
    """Return a field with the editor. Cleaning is the action's, as for every other writer."""
    return ProseEditorFormField(
        label=label,
        required=False,
        config={"extensions": extensions},
        preset="configurable",
        widget=DeskEditorWidget,
    )
