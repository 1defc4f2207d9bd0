"""How long things stay in the trash."""

from datetime import datetime, timedelta

from gallery_project.tables import iso, now

KEPT = timedelta(days=30)


def days_left(trashed_at: str | None) -> int:
    """Days until what came there at this moment is deleted for good, the one that has begun among them; 0 when due."""
    end = datetime.fromisoformat(trashed_at) + KEPT if trashed_at else now()
    return max(0, -(-(end - now()) // timedelta(days=1)))


def due() -> str:
    """What came there before this moment (as it is stored) is deleted for good."""
    return iso(now() - KEPT)
