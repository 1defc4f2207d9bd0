"""What has to be tied together when Django starts."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "website"

    def ready(self) -> None:
        from galleries import services as galleries
        from website import front

        galleries.listen(front.follow)
