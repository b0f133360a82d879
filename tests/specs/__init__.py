"""What the specifications ask of a document, as code: each check returns what is wrong with it."""
