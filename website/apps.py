"""What has to be tied together when Django starts."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "website"

    def ready(self) -> None:
        from galleries import services as galleries

        galleries.listen(_follow)


def _follow(gallery_id: str, is_awaited: bool) -> None:
    """Imported when a gallery changes: no page that a function starts for needs what it imports."""
    from website import front

    front.follow(gallery_id, is_awaited)
