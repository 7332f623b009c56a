"""What customers are told at once when they wrote, and what they make of the article in it."""
