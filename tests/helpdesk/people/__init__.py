"""Tests for people: who writes and who answers."""
