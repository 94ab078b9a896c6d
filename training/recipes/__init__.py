"""The recipes, one file each: a network and everything about how it is trained."""
