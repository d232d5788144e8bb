"""What becomes of pages that are closed: nobody waits for their answers, and their conversations are forgotten.

Gradio itself keeps their words until 10,000 others came, and lets a question wait on. It does not know
what a conversation is. A page that lost its connection for a while may come back within `AFTER`.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

AFTER = timedelta(hours=1)  # as long as Gradio keeps the values of a closed page
MOST = 500  # pages of which the words are kept: some 60 MB after ten questions each


def forget_closed(blocks: Any, after: timedelta = AFTER) -> None:
    """Lets Gradio, when it looks for values to forget (every second), forget a closed page as a whole.

    To be called once `blocks` are mounted. Any: Gradio decorates its types away.
    """
    holder = blocks.state_holder
    holder.capacity = MOST
    values = holder.delete_all_expired_state

    def forget() -> None:
        values()
        for page in list(holder.session_data.values()):
            _forget_drawn(page)
        for page in closed_before(holder, datetime.now() - after):
            holder.session_data.pop(page, None)
            holder.time_last_used.pop(page, None)
            blocks._queue.pending_messages_per_session.pop(page, None)  # an answer that nobody came for

    holder.delete_all_expired_state = forget


def open_since(blocks: Any, page: str) -> Callable[[], bool]:
    """Tells whether a page that was open is open still.

    Of one that was not (a program without signs of life, or one that lost its connection and came back, which Gradio
    does not note) it is never said that it was closed. `page`: what Gradio calls it.
    """
    kept = blocks.state_holder.session_data.get(page)
    if kept is None or kept.is_closed:
        return lambda: True
    return lambda: not kept.is_closed


def _forget_drawn(page: Any) -> None:
    """What a page shows, which Gradio keeps a second time for links to a state of the page: of those there are none
    here, and after twenty answers it was 3 to 5 MB a page."""
    for kept in list(page.config_values.values()):
        if kept.get("props", {}).get("value"):
            kept["props"]["value"] = None


def closed_before(holder: Any, moment: datetime) -> list[str]:
    """The pages that are closed, and asked nothing since then."""
    used = holder.time_last_used
    return [page for page, kept in list(holder.session_data.items()) if kept.is_closed and used[page] < moment]
