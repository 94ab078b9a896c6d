"""The image API: a picture comes in, its faces' emotions go out."""
