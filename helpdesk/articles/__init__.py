"""The shop's answers to what it is often asked, in Arabic and English."""
