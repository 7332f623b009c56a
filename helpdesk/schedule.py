"""What workers do: each task by name, and which of them the clock also starts."""

from helpdesk.acknowledgement.addressees import forget_addresses
from helpdesk.assist.actions import judge_missing
from helpdesk.assist.bursts import watch
from helpdesk.channels.delivery import deliver_waiting
from helpdesk.channels.email.watching import keep_watch
from helpdesk.channels.intake import read_waiting
from helpdesk.channels.suspension.forgetting import forget_suspended
from helpdesk.help.forgetting import forget_searches
from helpdesk.learning.night import learn
from helpdesk.mining.night import mine
from helpdesk.sla.actions import tell_breaches

TASKS = {
    "read": read_waiting,
    "deliver": deliver_waiting,
    "poll_mail": keep_watch,
    "tell_breaches": tell_breaches,
    "judge_missing": judge_missing,
    "watch_bursts": watch,
    "learn": learn,
    "forget_searches": forget_searches,
    "forget_addresses": forget_addresses,
    "forget_suspended": forget_suspended,
    "mine": mine,
}

# Every minute. For the first two this is the sweep that finds what a lost wake-up left behind.
EVERY_MINUTE = {
    "read", "deliver", "poll_mail", "tell_breaches", "judge_missing", "watch_bursts", "learn",
    "mine",
}  # fmt: skip
EVERY_NIGHT = {"forget_searches", "forget_addresses", "forget_suspended"}
