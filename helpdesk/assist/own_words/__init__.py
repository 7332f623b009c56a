"""The shop's own words: what is listed, what a new one would do, and adding or removing one."""
