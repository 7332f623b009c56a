"""Tests of doubtful mail."""
