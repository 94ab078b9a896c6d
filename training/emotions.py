"""The eight emotions, in FER+ order: the order of every vote, target and probability here."""

EMOTIONS = (
    "neutral",
    "happiness",
    "surprise",
    "sadness",
    "anger",
    "disgust",
    "fear",
    "contempt",
)

VOTE_COLUMNS = (*EMOTIONS, "unknown", "NF")
"""The ten columns of FER+'s label files; NF means "not a face"."""
