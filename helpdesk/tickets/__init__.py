"""Tickets: one matter of one customer, its messages, and the timeline of what was done."""
