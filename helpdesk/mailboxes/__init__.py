"""The shop's mailboxes: where their mail is fetched, in whose name answers leave, how they fare."""
