import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Camera } from '../../camera/camera';
import type { Analysis } from '../../vision/vision';
import type { VisionClient } from '../../vision/vision-client';
import { useWords } from '../describe';
import { watch } from '../live';
import { Overlay } from '../overlay';
import { useSettings } from '../settings/SettingsProvider';
import type { Recorder } from '../timeline/recorder';
import type { BarsHandle } from './Bars';
import { mainFace } from './main-face';

/** Milliseconds between two announcements to screen readers. */
const ANNOUNCEMENT_INTERVAL = 1000;

interface Options {
  readonly camera: Camera;
  /** Undefined while it loads: the film plays already. */
  readonly vision: VisionClient | undefined;
  readonly recorder: Recorder;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly mirrored: boolean;
  readonly onFail: (error: unknown) => void;
}

export interface Live {
  /** Goes on the element that boxes and labels are drawn into. */
  readonly layer: RefObject<HTMLDivElement | null>;
  readonly bars: RefObject<BarsHandle | null>;
  /** Of the last frame. */
  readonly analysis: RefObject<Analysis | undefined>;
  /** For screen readers; changes at most once a second. */
  readonly summary: string;
  /** No face has been in view for about a second. */
  readonly empty: boolean;
  readonly frozen: boolean;
  setFrozen(frozen: boolean): void;
}

/** Plays the camera's film and shows what its faces express. */
export function useLive({ camera, vision, recorder, video, mirrored, onFail }: Options): Live {
  const words = useWords();
  const { settings } = useSettings();
  const layer = useRef<HTMLDivElement>(null);
  const bars = useRef<BarsHandle>(null);
  const overlay = useRef<Overlay>(undefined);
  const analysis = useRef<Analysis>(undefined);
  const chosen = useRef(settings);
  chosen.current = settings;
  const [report, setReport] = useState({ summary: '', empty: false });
  const [frozen, setFrozenState] = useState(false);

  useEffect(() => {
    const film = video.current as HTMLVideoElement;
    film.srcObject = camera.stream;
    setFrozenState(false);
    return () => {
      film.srcObject = null;
    };
  }, [camera, video]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another camera shows other faces.
  useEffect(() => {
    if (!vision) return;
    const film = video.current as HTMLVideoElement;
    const drawn = new Overlay(layer.current as HTMLElement, words.label);
    overlay.current = drawn;
    let announced = Number.NEGATIVE_INFINITY;
    let main: number | undefined;
    const stop = watch(film, vision, {
      options: () => chosen.current,
      onAnalysis: (latest) => {
        analysis.current = latest;
        drawn.update(latest);
        const face = mainFace(latest.faces, main);
        main = face?.id;
        bars.current?.show(face?.probabilities);
        const now = performance.now();
        recorder.add(latest.faces, now / 1000);
        if (now - announced < ANNOUNCEMENT_INTERVAL) return;
        announced = now;
        setReport({ summary: words.summary(latest.faces), empty: !face });
      },
      onFail,
    });
    return () => {
      stop();
      drawn.close();
      analysis.current = undefined;
    };
  }, [camera, vision, recorder, video, words, onFail]);

  useEffect(() => {
    if (overlay.current) overlay.current.mirrored = mirrored;
  });

  const setFrozen = useCallback(
    (next: boolean) => {
      // A paused film gives no frames: boxes and bars stay as they were.
      if (next) video.current?.pause();
      else video.current?.play().catch(() => {});
      setFrozenState(next);
    },
    [video],
  );

  return { layer, bars, analysis, ...report, frozen, setFrozen };
}
