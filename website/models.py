"""What the site keeps of itself: items of the Accounts table under the one key `SITE`."""

from pynamodb.attributes import BinaryAttribute, BooleanAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute

from accounts.items import AccountItem

PARTITION = "SITE"


class SettingsItem(AccountItem):
    """What an administrator says of the whole site: pk `SITE`, sk `SETTINGS`. What is absent is as it always was."""

    title = UnicodeAttribute(null=True)
    tagline = UnicodeAttribute(null=True)
    accent = UnicodeAttribute(null=True)  # #rrggbb
    footer = UnicodeAttribute(null=True)  # Markdown
    licence = UnicodeAttribute(null=True)  # shown beside every photo
    visibility = UnicodeAttribute(null=True)  # of new galleries, as the next three
    show_exif = BooleanAttribute(attr_name="showExif", null=True)
    show_locations = BooleanAttribute(attr_name="showLocations", null=True)
    downloads = UnicodeAttribute(null=True)
    logo = UnicodeAttribute(null=True)  # the name of the logo's bytes, see LogoItem
    revision = NumberAttribute(default=0)


class LogoItem(AccountItem):
    """A logo as the pages show it: pk `SITE`, sk `LOGO#{digest}`."""

    body = BinaryAttribute(legacy_encoding=False)  # WebP
    width = NumberAttribute()  # pixels, as the next
    height = NumberAttribute()


class FrontItem(AccountItem):
    """What the front page needs to know of the whole site: pk `SITE`, sk `FRONT`. Derived; see website.front."""

    summary: JSONAttribute = JSONAttribute(null=True)
    made_at = NumberAttribute(attr_name="madeAt", default=0)  # Unix seconds
    changes = NumberAttribute(default=0)  # grows by one when strangers begin to see other galleries
    made_for = NumberAttribute(attr_name="madeFor", default=-1)  # what `changes` was when the summary was begun


class YearItem(AccountItem):
    """The public galleries of one year in their order: pk `SITE`, sk `YEAR#2024`. Derived, as the above."""

    galleries: JSONAttribute = JSONAttribute()  # [gallery id]
