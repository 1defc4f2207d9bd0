"""When a photo was taken, once the camera's clock has been put right."""

from datetime import datetime, timedelta

from photos.models import Photo


def shifted(said: str | None, minutes: float) -> str | None:
    """A time (ISO 8601) so many minutes later; as it is where that is no time."""
    try:
        return (datetime.fromisoformat(said or "") + timedelta(minutes=minutes)).isoformat() if minutes else said
    except (OverflowError, ValueError):
        return said


def shift_to(photo: Photo, minutes: float) -> None:
    """Let the clock of this photo, not stored yet, have been late by so many minutes in all."""
    photo.taken_at = shifted(photo.taken_at, minutes - (photo.date_shift or 0))
    photo.date_shift = minutes or None
