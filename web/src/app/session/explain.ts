import { CameraError } from '../../camera/camera-error';
import type { Messages } from '../../i18n/messages';
import { VisionError } from '../../vision';
import { platformOf } from '../platform';

/** What went wrong and the way out, for the platform at hand. */
export function explain(
  error: unknown,
  messages: Messages,
): { readonly title: string; readonly help: string } {
  if (error instanceof CameraError) {
    const { kind } = error;
    if (kind !== 'refused' && kind !== 'busy') return messages.cameraErrors[kind];
    const help = messages.cameraHelp[kind][platformOf(navigator)];
    return { ...messages.cameraErrors[kind], help };
  }
  return messages.visionErrors[error instanceof VisionError ? error.kind : 'backend'];
}
