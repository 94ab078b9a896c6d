"""The version of Camxuc. The page, the API, the manifests and both packages show it."""

VERSION = "0.2.0"
