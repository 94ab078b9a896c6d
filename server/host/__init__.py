"""The host: ports, certificates, the built app's files, and the page for phones."""
