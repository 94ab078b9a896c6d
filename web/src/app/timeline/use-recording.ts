import { useSyncExternalStore } from 'react';
import type { Recorder } from './recorder';

/** Whether the recorder takes readings in. */
export function useRecording({ subscribe, isRecording }: Recorder): boolean {
  return useSyncExternalStore(subscribe, isRecording);
}
