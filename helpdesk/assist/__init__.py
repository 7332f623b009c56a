"""What the machine thinks of a ticket: its verdict, the corrections, and suggested answers."""
