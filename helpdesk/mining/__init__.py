"""What the queue asks and no article answers: groups of questions, drafts, an editor's choice."""
