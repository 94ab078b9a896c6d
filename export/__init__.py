"""Turns trained networks into what the browser and the image API load."""

import os

# TensorFlow reads these when it is first imported. oneDNN rounds differently from one processor to
# the next, and a model's version is the hash of its content.
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
# A SavedModel is TensorFlow's; networks trained with another backend are the same files.
os.environ["KERAS_BACKEND"] = "tensorflow"
