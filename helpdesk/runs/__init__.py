"""Long work in a process of its own: asked for once, done by one worker, told as rows."""
