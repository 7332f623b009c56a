"""What people and machines live through, from the first word to the last, in a real browser."""
