"""What follows what: for each event, what must happen with it, and who is told once it is saved."""

from helpdesk import events
from helpdesk.acknowledgement import actions as acknowledgement
from helpdesk.acknowledgement import customer_says
from helpdesk.assist import actions as assist
from helpdesk.assist import context, rereading, uses
from helpdesk.channels import delivery, undo
from helpdesk.mining import actions as mining
from helpdesk.sla import actions as sla
from helpdesk.web import live, live_chat

Listeners = tuple[events.Listener, ...]

TABLE: dict[type[events.Event], tuple[Listeners, Listeners]] = {
    # event: (inside the transaction, in this order), (after the commit)
    events.MessageReceived: (
        (assist.judge, sla.start, acknowledgement.acknowledge, customer_says.by_reply),
        (live.inbox_changed, live.ticket_changed, live_chat.tell_visitor),
    ),
    events.MessageAmended: ((rereading.judge_anew,), (live.inbox_changed, live.ticket_changed)),
    events.CustomerAcknowledged: ((), (live.wake_delivery,)),
    events.ReplyPosted: (
        (sla.meet, context.ease, uses.compare, delivery.post),
        (live.wake_delivery_later, live.inbox_changed, live.ticket_changed, live_chat.tell_visitor),
    ),
    # The reverse of the row above; first of all it must not have left.
    events.ReplyWithdrawn: (
        (undo.take_out, sla.unmeet, uses.compare_anew),
        (live.inbox_changed, live.ticket_changed),
    ),
    events.NotePosted: ((), (live.ticket_changed,)),
    events.ParticipantsChanged: ((), (live.ticket_changed,)),
    events.CustomerIntroduced: ((), (live.inbox_changed, live.ticket_changed)),
    events.MessageAttributed: (
        (assist.read_attributed, sla.set_anew),
        (live.inbox_changed, live.ticket_changed),
    ),
    events.TicketAssigned: ((), (live.inbox_changed, live.ticket_changed)),
    events.TicketClosed: ((sla.stop, uses.accept), (live.inbox_changed, live.ticket_changed)),
    events.TicketReopened: ((sla.resume,), (live.inbox_changed, live.ticket_changed)),
    events.VerdictCorrected: ((sla.set_anew,), (live.inbox_changed, live.ticket_changed)),
    events.AnswersChanged: ((), (live.ticket_changed,)),
    events.ArticleDeleted: ((mining.let_go,), ()),
    events.DeliveryChanged: ((), (live.ticket_changed, live.trouble_changed)),
    events.DeliveryAskedAgain: (
        (),
        (live.wake_delivery, live.inbox_changed, live.ticket_changed),
    ),
    events.BurstChanged: ((), (live.inbox_changed,)),
    events.ClockBreached: (
        (context.weigh_breach, sla.advance),
        (live.inbox_changed, live.ticket_changed),
    ),
}


def connect() -> None:
    """Put the table in force."""
    for event, (must, live_) in TABLE.items():
        events.listen(event, must=must, live=live_)
