"""What people choose between in forms, in words: value -> label, as ChoiceField takes it."""

from django.utils.translation import gettext_lazy as _

VISIBILITIES = [
    ("public", _("Public: everybody can find it")),
    ("unlisted", _("Unlisted: only with its address")),
    ("private", _("Private: only its photographer")),
]
SHORT_VISIBILITIES = [("public", _("Public")), ("unlisted", _("Unlisted")), ("private", _("Private"))]
DOWNLOADS = [
    ("none", _("Nothing")),
    ("large", _("A large picture (2048 pixels)")),
    ("original", _("The original file, unless it tells a place that is kept secret")),
]
PHOTO_VISIBILITIES = [("public", _("As its gallery")), ("private", _("Private: only its photographer"))]
