"""Response times: targets by channel and urgency, and the clock each waiting ticket has."""
