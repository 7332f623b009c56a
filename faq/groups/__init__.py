"""Questions of customers sorted into groups of the same matter, over dialects and languages.

Runs in a process of its own (`python -m faq.groups`): it takes seconds, and needs SciPy.
"""

from faq.groups.sorting import Asked, Group, Known, Sorted, sort

__all__ = ["Asked", "Group", "Known", "Sorted", "sort"]
