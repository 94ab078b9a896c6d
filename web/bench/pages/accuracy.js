// Shows a contender the scenes that the benchmark's host draws, one by one.
const query = new URLSearchParams(location.search);
const WIDTH = 640;
const HEIGHT = 480;

// An element, because face-api waits for ever for anything else to load.
const canvas = document.createElement('canvas');
canvas.width = WIDTH;
canvas.height = HEIGHT;
const context = canvas.getContext('2d', { willReadFrequently: true });

async function draw(path) {
  const luma = new Uint8Array(await (await fetch(path)).arrayBuffer());
  const picture = new ImageData(WIDTH, HEIGHT);
  const pixels = new Uint32Array(picture.data.buffer);
  for (let i = 0; i < pixels.length; i++) pixels[i] = 0xff000000 | (0x010101 * luma[i]);
  context.putImageData(picture, 0, 0);
}

const module = query.get('module');
const contender = import(module).then(({ load }) => load(Number(query.get('size'))));

/** The faces that the contender sees in each of these scenes. */
window.read = async (from, to) => {
  const analyse = await contender;
  const faces = [];
  for (let number = from; number < to; number++) {
    await draw(`/scenes/${number}`);
    faces.push(await analyse(canvas));
  }
  return faces;
};

let classifier;

/** Our network's answers to these faces as they are, without a scene. */
window.classify = async (from, to) => {
  classifier ??= contender.then(async () => (await import(module)).loadClassifier());
  const classify = await classifier;
  const faces = new Uint8Array(await (await fetch(`/faces/${from}-${to}`)).arrayBuffer());
  return classify(faces, to - from);
};

/** What our app writes on the face in each frame of a film. */
window.watch = async (number, frames, smoothing) => {
  const { beginFilm } = await import(module);
  const show = await beginFilm(smoothing);
  const labels = [];
  for (let frame = 0; frame < frames; frame++) {
    await draw(`/films/${number}-${frame}`);
    labels.push(await show(canvas));
  }
  return labels;
};
