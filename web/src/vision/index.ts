// The door of vision: all that the app may import of it.
export { startVision } from './engine/vision-client';
export { VisionError, type VisionErrorKind } from './errors';
export { sideOf } from './image/geometry';
export type {
  Analysis,
  BackendName,
  Box,
  Canvas,
  FaceReading,
  FilmOptions,
  Frame,
  Keypoints,
  PhotoReading,
  Point,
  Smoothing,
  VisionClient,
  VisionInfo,
} from './types';
