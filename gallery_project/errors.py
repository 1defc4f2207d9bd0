"""What can go wrong in a service, in words a person understands and without any HTTP."""


class GalleryError(Exception):
    """Base of all domain errors; `str(error)` is one sentence for a person."""

    def __init__(self, message: str, details: object = None) -> None:
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


class TooLarge(GalleryError):
    """The bytes exceed what this way accepts."""


class RateLimited(GalleryError):
    """Too much in too short a time; trying later helps."""
