"""Doubtful mail: what makes it so, the queue where it waits for a person, and blocked senders."""
