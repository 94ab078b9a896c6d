"""A camera that shows a face, for browsers whose own fake cameras show none."""

from __future__ import annotations

import base64
import io

from PIL import Image

from tests.kit.films import scene

LABELS = "[...document.querySelectorAll('.face-text')].map(label => label.textContent).join()"

_SCRIPT = """() => {
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const image = new Image();
    image.src = 'data:image/jpeg;base64,PICTURE';
    await image.decode();
    const draw = () => canvas.getContext('2d').drawImage(image, 0, 0);
    draw();
    setInterval(draw, 50);
    return canvas.captureStream(20);
  };
}"""


def portrait() -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(scene((170, 70, 1.3))).save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def face_camera() -> str:
    """Return a function, in JavaScript, that puts such a camera in place of the browser's."""
    return _SCRIPT.replace("PICTURE", base64.b64encode(portrait()).decode())
