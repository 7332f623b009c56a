"""Mail: reading what a mailbox holds, writing answers, fetching and delivering both."""
