"""A photo that strangers saw and may not see any more: its renditions get addresses that nobody was ever given."""

from photos import changes, keys
from photos.models import Photo
from photos.services import trial
from photos.services.trial import Made


def hide(photo: Photo, edit: changes.Edit) -> Photo:
    """`changes.edited` with an edit that takes the photo from strangers, if they could see it; returns the photo.

    A signed policy covers a whole gallery, so an address that somebody kept would open the old keys for ever.
    """
    copies: dict[str, tuple[Made, bool]] = {}  # by what they were made of, for an edit that has to be repeated
    with trial.unused_deleted(photo) as made:

        def whole(fresh: Photo) -> None:
            was_seen, older = fresh.counts, fresh.renditions
            edit(fresh)
            if not was_seen or fresh.counts or not older:
                return
            if older["hash"] not in copies:
                made.append(trial.renamed(older))
                own = (fresh.gallery_id, fresh.photo_id)
                copies[older["hash"]] = made[-1], trial.copy(keys.made(*own, older), keys.made(*own, made[-1]))
            _rename(fresh, older, *copies[older["hash"]])

        return changes.edited(photo, whole)


def _rename(photo: Photo, older: Made, newer: Made, is_whole: bool) -> None:
    """An edit: it has the copies; if they are not all there, it is to be rendered anew."""
    photo.renditions = newer
    changes.leave(photo, keys.made(photo.gallery_id, photo.photo_id, older))
    if not is_whole:
        photo.etag = None
