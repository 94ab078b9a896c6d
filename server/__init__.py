"""The host: serves the app, and recognises emotions in pictures that are sent to it."""
