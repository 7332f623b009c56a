"""The help centre: its articles in shelves, what readers look for, and what they say of it."""
