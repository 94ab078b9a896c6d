# /// script
# requires-python = ">=3.11,<3.13"
# dependencies = [
#   "flask==3.1.2",
#   "keras==3.15.1",
#   "opencv-python-headless==4.12.0.88",
#   "tensorflow-cpu==2.21.0",
# ]
# ///
# mypy: ignore-errors
"""The original study's way of answering a picture, to compare with.

Flask; the picture written to disk; faces by OpenCV's Haar cascade (OpenCV 4: OpenCV 5 has none);
one Keras predict a face; the drawn picture written to disk and sent. The weights are untrained,
which costs the same time.

    uv run tests/server/benchmark/original.py PORT
"""

import os
import sys
import tempfile
import uuid
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import cv2
import flask
import keras
import numpy as np

WIDTHS = ((32, True), (32, False), (64, True), (64, True), (128, True), (256, True))


def study_cnn() -> keras.Model:
    """Build a network of the study's layers, as training/networks/study_cnn.py does."""
    layers = keras.layers
    blocks = []
    for filters, pool in WIDTHS:
        blocks += [layers.Conv2D(filters, 3, padding="same"), layers.BatchNormalization()]
        blocks += [layers.ReLU(), *([layers.MaxPooling2D(2)] if pool else [])]
    head = [layers.Dense(1024), layers.BatchNormalization(), layers.ReLU()]
    return keras.Sequential(
        [keras.Input((48, 48, 1)), *blocks, layers.Flatten(), *head, layers.Dense(8, "softmax")]
    )


app = flask.Flask(__name__)
model = study_cnn()
cascade = cv2.CascadeClassifier(cv2.data.haarcascades + "haarcascade_frontalface_default.xml")
folder = Path(tempfile.mkdtemp())


@app.post("/annotated")
def annotated() -> flask.Response:
    """Answer a picture with its faces drawn in."""
    name = uuid.uuid4().hex
    uploaded, drawn = folder / f"{name}.jpg", folder / f"{name}-drawn.jpg"
    uploaded.write_bytes(flask.request.get_data())
    image = cv2.imread(str(uploaded))
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    for x, y, width, height in cascade.detectMultiScale(grey, 1.3, 5):
        face = cv2.resize(grey[y : y + height, x : x + width], (48, 48))
        emotion = int(np.argmax(model.predict(face[None, :, :, None] / 255.0, verbose=0)))
        cv2.rectangle(image, (x, y), (x + width, y + height), (0, 255, 0), 2)
        cv2.putText(image, str(emotion), (x, y), cv2.FONT_HERSHEY_SIMPLEX, 1, (0, 255, 0), 2)
    cv2.imwrite(str(drawn), image)
    return flask.send_file(drawn, mimetype="image/jpeg")


if __name__ == "__main__":
    app.run("127.0.0.1", int(sys.argv[1]), threaded=True)
