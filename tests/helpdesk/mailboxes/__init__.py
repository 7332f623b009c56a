"""Tests of the shop's mailboxes."""
