/** English. The other languages have the same shape, so a string that is missing does not compile. */
export const en = {
  title: 'Camxuc',
  tagline: 'See the emotion on every face, live on your camera.',
  privacy: 'Everything is computed on this device. No picture ever leaves it.',
  honesty: 'An expression is not a feeling: this reads faces, not minds, and it can be wrong.',
  start: 'Start the camera',
  askingCamera: 'Allow the camera to go on.',
  loading: 'Loading',
  loadingProgress: (percent: string) => `Loading ${percent}`,
  stop: 'Stop',
  retry: 'Try again',
  back: 'Back',
  technicalDetail: 'Details',
  liveRegion: 'Faces in view',
  noFace: 'No face in view',
  notSure: 'not sure',
  faceLabel: (emotion: string, percent: string) => `${emotion} ${percent}`,
  faces: (count: number, list: string) =>
    count === 1 ? `1 face: ${list}` : `${count} faces: ${list}`,
  emotions: {
    neutral: 'neutral',
    happiness: 'happiness',
    surprise: 'surprise',
    sadness: 'sadness',
    anger: 'anger',
    disgust: 'disgust',
    fear: 'fear',
    contempt: 'contempt',
  },
  cameraErrors: {
    insecure: {
      title: 'This page is not secure',
      help: 'Browsers only give the camera to pages on HTTPS or on localhost. Open this page with an address that begins with https://.',
    },
    unsupported: {
      title: 'This browser has no camera access',
      help: 'If you opened this page inside another app, open it in Safari, Chrome or Firefox instead.',
    },
    refused: {
      title: 'The camera is not allowed',
      help: 'Allow the camera for this page in the browser’s site settings (the icon beside the address), then try again. On a phone, check too that the browser may use the camera in the system settings.',
    },
    absent: {
      title: 'No camera found',
      help: 'Connect a camera or switch it on, then try again.',
    },
    busy: {
      title: 'The camera is busy',
      help: 'Another app or tab is using it. Close that one, then try again.',
    },
    unsuitable: {
      title: 'The camera does not fit',
      help: 'No camera offers a picture this page can use. Try another camera.',
    },
    lost: {
      title: 'The camera went away',
      help: 'It was unplugged or another app took it. Bring it back, then try again.',
    },
    unknown: {
      title: 'The camera did not start',
      help: 'Try again; if that does not help, restart the browser.',
    },
  },
  visionErrors: {
    network: {
      title: 'The download failed',
      help: 'Check the connection, then try again.',
    },
    corrupt: {
      title: 'The download is damaged',
      help: 'A file is not the one this page needs. Try again; it will be fetched anew.',
    },
    manifest: {
      title: 'The model does not fit this page',
      help: 'Reload the page to get matching versions of both.',
    },
    backend: {
      title: 'This device cannot compute the answer',
      help: 'No way of computing on this device gave right answers. Try again, or use a newer browser.',
    },
  },
};
