"""The desk's pages about people and the city."""
