"""Measures what the README and docs/performance.md say about speed, memory and size."""
