"""Shows chat messages in the visitor's open tabs; what a tab misses it asks for by number."""

from helpdesk.channels.chat import ChatChannel
from helpdesk.channels.visitors import line_of, visitors_of
from helpdesk.events import MessageReceived, ReplyPosted
from helpdesk.web.live import CHAT, socketio, visitor_room


def tell_visitor(happened: MessageReceived | ReplyPosted) -> None:
    """Push the message to every tab of the visitor whose conversation it is."""
    line = line_of(happened.message_id) if happened.channel == ChatChannel.name else None
    if line is None:
        return
    for visitor_id in visitors_of(happened.ticket_id):
        socketio.emit("message", line.as_shown(), to=visitor_room(visitor_id), namespace=CHAT)
