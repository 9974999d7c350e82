"""Windows of a team whose machines never meet: plan, send, receive, merge, agreement."""
