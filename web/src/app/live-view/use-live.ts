import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Camera } from '../../camera/camera';
import { useMessages } from '../../i18n/messages';
import type { VisionClient } from '../../vision';
import { useWords } from '../describe';
import { type FilmAnalysis, FilmClock, watch } from '../live';
import { Overlay } from '../overlay';
import type { Size } from '../overlay-geometry';
import { useSettings } from '../settings/SettingsProvider';
import type { Recorder } from '../timeline/recorder';
import type { BarsHandle } from './Bars';
import { Brightness } from './brightness';
import { mainFace } from './main-face';
import { type Still, takeStill } from './still';

/** Milliseconds between two looks at whether the user needs a hint. */
const HINT_INTERVAL = 1000;
/** Milliseconds between two announcements to screen readers. */
const ANNOUNCEMENT_INTERVAL = 3000;

interface Options {
  readonly camera: Camera;
  /** Undefined while it loads: the film plays already. */
  readonly vision: VisionClient | undefined;
  readonly recorder: Recorder;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly mirrored: boolean;
  readonly onFail: (error: unknown) => void;
}

/** Why no face is shown; undefined where there is one. */
export type Trouble = 'empty' | 'dark' | undefined;

export interface Live {
  /** Goes on the element that boxes and labels are drawn into. */
  readonly layer: RefObject<HTMLDivElement | null>;
  readonly bars: RefObject<BarsHandle | null>;
  /** Of the last frame. */
  readonly analysis: RefObject<FilmAnalysis | undefined>;
  /** The id of the main face. */
  readonly main: RefObject<number | undefined>;
  /** For screen readers. */
  readonly summary: string;
  readonly trouble: Trouble;
  readonly frozen: boolean;
  setFrozen(frozen: boolean): void;
  /** The frame the film stands still at, once it has been read. */
  readonly still: Still | undefined;
  /**
   * Hands the frame that is shown to `use`, which may keep its image no longer than it runs.
   *
   * @returns undefined where there is no frame.
   */
  withStill<T>(use: (still: Still) => Promise<T>): Promise<T | undefined>;
}

/** Plays the camera's film and shows what its faces express. */
export function useLive({ camera, vision, recorder, video, mirrored, onFail }: Options): Live {
  const words = useWords(vision?.info);
  const { live: text, guidance } = useMessages();
  const { settings } = useSettings();
  const layer = useRef<HTMLDivElement>(null);
  const bars = useRef<BarsHandle>(null);
  const overlay = useRef<Overlay>(undefined);
  const analysis = useRef<FilmAnalysis>(undefined);
  const main = useRef<number>(undefined);
  const picked = useRef<number>(undefined);
  const options = useRef(settings);
  options.current = settings;
  const loaded = useRef(vision);
  loaded.current = vision;
  const [clock] = useState(() => new FilmClock());
  const [summary, setSummary] = useState('');
  const [trouble, setTrouble] = useState<Trouble>();
  const [frozen, setFrozenState] = useState(false);
  const [still, setStill] = useState<Still>();
  const pending = useRef<Promise<Still | undefined>>(undefined);

  useEffect(() => {
    const film = video.current as HTMLVideoElement;
    film.srcObject = camera.stream;
    return () => {
      film.srcObject = null;
    };
  }, [camera, video]);

  const show = useCallback((latest: FilmAnalysis) => {
    analysis.current = latest;
    const face = mainFace(latest.faces, main.current, picked.current);
    main.current = face?.id;
    overlay.current?.update(latest, face?.id);
    bars.current?.show(face, latest.faces.length > 1);
  }, []);

  useEffect(() => {
    const element = layer.current as HTMLElement;
    const drawn = new Overlay(element, {
      emotions: () => loaded.current?.info.emotions ?? [],
      describe: words.label,
      nameOf: ({ id }) => text.pickFace(id),
      taken: () => [...(element.parentElement?.querySelectorAll('[data-covers]') ?? [])],
      onPick: (face) => {
        picked.current = face;
        if (analysis.current) show(analysis.current);
      },
    });
    overlay.current = drawn;
    if (analysis.current) show(analysis.current);
    return () => {
      drawn.close();
      overlay.current = undefined;
    };
  }, [words, text, show]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another camera shows other faces.
  useEffect(() => {
    if (!vision || frozen) return;
    const film = video.current as HTMLVideoElement;
    const brightness = new Brightness();
    let hinted = Number.NEGATIVE_INFINITY;
    let announced = Number.NEGATIVE_INFINITY;
    const stop = watch(film, vision, {
      clock,
      options: () => options.current,
      view: () => viewOf(film),
      onAnalysis: (latest) => {
        show(latest);
        const now = performance.now();
        recorder.add(latest, options.current.smoothing);
        if (now - hinted < HINT_INTERVAL) return;
        hinted = now;
        const next = troubleOf(latest, film, brightness);
        setTrouble(next);
        if (now - announced < ANNOUNCEMENT_INTERVAL) return;
        announced = now;
        setSummary(
          next ? `${guidance[next].title}. ${guidance[next].help}` : words.summary(latest.faces),
        );
      },
      onFail,
    });
    return stop;
  }, [camera, vision, frozen, recorder, video, words, guidance, clock, show, onFail]);

  useEffect(() => {
    if (!overlay.current) return;
    overlay.current.mirrored = mirrored;
    overlay.current.whole = settings.whole;
  });

  const takeNow = useCallback(async () => {
    const film = video.current;
    if (!film || !vision) return undefined;
    return takeStill(film, vision, options.current, viewOf(film), clock);
  }, [video, vision, clock]);

  const release = useCallback(() => {
    pending.current?.then(
      (taken) => taken?.image.close(),
      () => {},
    );
    pending.current = undefined;
    setStill(undefined);
  }, []);

  const setFrozen = useCallback(
    (next: boolean) => {
      setFrozenState(next);
      release();
      if (!next) {
        video.current?.play().catch(() => {});
        return;
      }
      video.current?.pause();
      const taking = takeNow();
      pending.current = taking;
      taking.then((taken) => {
        if (!taken || pending.current !== taking) return;
        show(taken.sight);
        setStill(taken);
      }, onFail);
    },
    [video, takeNow, release, show, onFail],
  );

  useEffect(() => release, [release]);

  const withStill = async <T>(use: (still: Still) => Promise<T>) => {
    // The frozen frame stays on the screen: `release` closes it.
    const held = pending.current;
    const shown = await (held ?? takeNow());
    if (!shown) return undefined;
    try {
      return await use(shown);
    } finally {
      if (!held) shown.image.close();
    }
  };

  return {
    layer,
    bars,
    analysis,
    main,
    summary,
    trouble: frozen ? undefined : trouble,
    frozen,
    setFrozen,
    still,
    withStill,
  };
}

function viewOf({ clientWidth: width, clientHeight: height }: HTMLElement): Size {
  return { width, height };
}

function troubleOf(
  { faces }: FilmAnalysis,
  film: HTMLVideoElement,
  brightness: Brightness,
): Trouble {
  if (faces.some(({ certain }) => certain)) return undefined;
  if (brightness.isDark(film)) return 'dark';
  return faces.length > 0 ? undefined : 'empty';
}
