"""Turns trained networks into what the page and the image API load."""

import os

# TensorFlow reads these when it is first imported. oneDNN rounds differently on different
# processors, and the names of the files carry the hash of their content.
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
# A SavedModel is TensorFlow's. Keras files are the same for every backend.
os.environ["KERAS_BACKEND"] = "tensorflow"
