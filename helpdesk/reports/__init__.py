"""Rows and figures for managers, without any formatting."""
