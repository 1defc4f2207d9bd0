"""What can go wrong in a service, in words a person understands and without any HTTP."""


class GalleryError(Exception):
    """Base of all domain errors; `str(error)` is one sentence for a person."""

    def __init__(self, message: str, details: object = "") -> None:
        super().__init__(message)
        self.details = details


class NotFound(GalleryError):
    """The thing does not exist, or the actor may not know that it does."""


class NotAllowed(GalleryError):
    """The actor may see the thing but not do this to it."""


class Invalid(GalleryError):
    """A value is unusable; `details` names the field and why."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why, {field: why})
        self.field = field


class Conflict(GalleryError):
    """Somebody else's change stands against this one."""


class Stale(GalleryError):
    """The thing has been changed since the version that the caller meant."""


class TooLarge(GalleryError):
    """The bytes exceed what this way accepts."""


class RateLimited(GalleryError):
    """Too much in too short a time; trying again after `wait` seconds helps."""

    def __init__(self, message: str, wait: int = 60) -> None:
        super().__init__(message, {"retryAfter": wait})
        self.wait = wait
