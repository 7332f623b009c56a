"""Tests of the grouping of questions."""
