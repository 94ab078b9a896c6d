// Opens the camera as the app does and has every frame analysed, one at a time.
const query = new URLSearchParams(location.search);
const { bench } = window;

const openCamera = async () => {
  const video = document.querySelector('video');
  video.srcObject = await navigator.mediaDevices.getUserMedia({
    video: { width: 640, height: 480 },
  });
  await video.play();
  return video;
};
const load = async () => {
  const contender = await import(query.get('module'));
  return contender.load(Number(query.get('size')));
};

const [video, analyse] = await Promise.all([openCamera(), load()]);
const onFrame = async () => {
  const [face] = await analyse(video);
  bench.frames++;
  if (face?.label) {
    bench.firstLabel ??= performance.now();
    document.querySelector('p').textContent = face.label;
  }
  video.requestVideoFrameCallback(onFrame);
};
video.requestVideoFrameCallback(onFrame);
