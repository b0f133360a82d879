"""Letters by e-mail: how they are written and how they leave the house."""
