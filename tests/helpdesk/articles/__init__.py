"""Articles: writing, publishing, filing, exchanging."""
