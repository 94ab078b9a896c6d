import { CameraError } from '../camera/camera-error';
import type { Messages } from '../i18n/messages';
import { VisionError } from '../vision/errors';
import { platformOf } from './platform';

/** What went wrong and the way out, for the platform at hand. */
export function explain(
  error: unknown,
  messages: Messages,
): { readonly title: string; readonly help: string } {
  if (error instanceof CameraError) {
    const { title, help } = messages.cameraErrors[error.kind];
    if (error.kind !== 'refused' && error.kind !== 'busy') return { title, help };
    return { title, help: messages.cameraHelp[error.kind][platformOf(navigator)] };
  }
  return messages.visionErrors[error instanceof VisionError ? error.kind : 'backend'];
}
