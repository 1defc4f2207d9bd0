"""What has to happen now and then: Lambda calls it by a schedule, the local worker every few seconds.

Several at once do each other no harm.
"""

from typing import Any

from galleries import services as galleries
from gallery_project import metrics
from gallery_project.entry_points import entry_point, seconds_left
from website import front

_RESERVE = 15.0  # seconds that what has been begun may take to end


@entry_point
def run(event: Any, context: Any) -> None:
    """Finish what is unfinished and bring the front page up to date, within the time that there is."""
    front.refresh_if_stale()
    done = galleries.reconcile(seconds=seconds_left(context) - _RESERVE)
    if done.longest:
        metrics.put("OldestProcessingSeconds", round(done.longest), unit="Seconds")
