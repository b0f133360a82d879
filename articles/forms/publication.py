"""Forms of pictures and pages."""

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from articles.actions.pictures import LONGEST
from articles.forms.editor import EXTENSIONS, editor_field
from articles.models import Page, Picture
from community.images import PictureRefused, encode_picture


class PictureForm(forms.ModelForm[Picture]):
    """``encoded`` is the picture made anew, where a file was sent."""

    # Not an ImageField: it would open the file before anybody looked at its size.
    upload = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("JPEG, PNG, WebP, AVIF or GIF, at most 15 MB."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    encoded: ContentFile[bytes] | None = None

    class Meta:
        model = Picture
        fields = ["alt", "caption", "credit", "focus"]

    def clean_upload(self) -> UploadedFile[bytes] | None:
        file: UploadedFile[bytes] | None = self.cleaned_data.get("upload")
        if file is None:
            if not self.instance.file:
                raise forms.ValidationError(_("Choose a picture."))
            return None
        try:
            self.encoded = encode_picture(file, longest=LONGEST)
        except PictureRefused as error:
            raise forms.ValidationError(str(error)) from error
        return file


class PageForm(forms.ModelForm[Page]):
    body = editor_field(_("Text"), EXTENSIONS)

    class Meta:
        model = Page
        fields = ["title", "slug", "body", "published_at", "position"]
