// Shows a contender the films and photos that the benchmark's host makes.
const query = new URLSearchParams(location.search);
const contender = await import(query.get('module'));

/** A picture of the host: its width and height in 32 bits each, then RGBA. */
async function fetchPicture(path) {
  const content = await (await fetch(path)).arrayBuffer();
  const [width, height] = new Uint32Array(content, 0, 2);
  return new ImageData(new Uint8ClampedArray(content, 8), width, height);
}

/** The others look at each picture by itself, on an element: face-api waits for ever for all else. */
async function lookAlone() {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const look = await contender.load(Number(query.get('size')));
  return async (picture) => {
    canvas.width = picture.width;
    canvas.height = picture.height;
    context.putImageData(picture, 0, 0);
    return look(canvas);
  };
}

const alone = contender.load && (await lookAlone());
const beginFilm = contender.beginFilm ?? (() => alone);
const readPhoto = contender.readPhoto ?? alone;

/**
 * What a contender shows in films.
 *
 * @param films - numbers of films of the host.
 * @param frames - pictures of each film.
 * @param repeats - how often each picture is shown; 1 for a film that moves.
 * @returns faces by frame, by film.
 */
window.watch = async (films, frames, repeats, options) => {
  const seen = [];
  for (const film of films) {
    const look = await beginFilm(options);
    const shown = [];
    for (let frame = 0; frame < frames; frame++) {
      const picture = await fetchPicture(`/films/${film}/${frame}`);
      for (let i = 0; i < repeats; i++) shown.push(await look(picture));
    }
    seen.push(shown);
  }
  return seen;
};

/** What a contender finds in photos: the first frames of films. */
window.read = async (photos) => {
  const seen = [];
  for (const photo of photos) {
    seen.push(await readPhoto(await fetchPicture(`/films/${photo}/0`)));
  }
  return seen;
};

/**
 * What ours shows in films under each set of thresholds: networks run once on what they are shown.
 *
 * @returns faces by frame, by set of thresholds, by film; a photo is a film of one frame.
 */
window.explore = async (films, grid, frames, repeats, photo) => {
  const seen = [];
  for (const film of films) {
    const pictures = [];
    for (let frame = 0; frame < frames; frame++) {
      pictures.push(await fetchPicture(`/films/${film}/${frame}`));
    }
    const bySet = [];
    contender.remember();
    for (const thresholds of grid) {
      contender.choose(thresholds);
      const look = photo ? readPhoto : await beginFilm();
      const shown = [];
      for (const picture of pictures) {
        for (let i = 0; i < repeats; i++) {
          shown.push((await look(picture)).map(({ box }) => ({ box })));
        }
      }
      bySet.push(shown);
    }
    seen.push(bySet);
  }
  return seen;
};

let classifier;

/** Our network's answers to these faces as they are, without a scene. */
window.classify = async (from, to) => {
  classifier ??= contender.loadClassifier();
  const classify = await classifier;
  const faces = new Uint8Array(await (await fetch(`/faces/${from}-${to}`)).arrayBuffer());
  return classify(faces, to - from);
};

window.ready = true;
