"""Who writes and who answers: customers with their identities, agents with their roles."""
