"""The weights of a network: fewer of them, and fewer bytes for each."""
