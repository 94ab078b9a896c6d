import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { VisionError } from '../errors';
import type {
  Analysis,
  Frame,
  Memory,
  ModelFolders,
  OnProgress,
  PhotoReading,
  Runtime,
  VisionClient,
  VisionInfo,
} from '../types';
import type { Engine } from './engine';
import { startVision } from './vision-client';

const OPTIONS = { smoothing: 'normal', maxFaces: 6 } as const;
const INFO: Omit<VisionInfo, 'backend'> = {
  model: 'tiny',
  version: 'v1',
  parameters: 1,
  emotions: [],
  accuracy: [],
  byEmotion: { split: 'test', protocol: 'P1', emotions: [] as never },
};
const ANALYSIS: Analysis = {
  faces: [],
  width: 640,
  height: 480,
  timings: { detect: 2, classify: 3 },
  tensors: 7,
};

const broken = (message: string) => new VisionError('backend', message);
const hang = <T>() => new Promise<T>(() => {});

/** What a fake engine does on one backend. */
interface Behaviour {
  readonly milliseconds?: number;
  readonly load?: (onProgress: OnProgress) => Promise<void>;
  readonly analyse?: () => Promise<Analysis>;
  readonly measure?: () => Promise<void>;
}

class FakeEngine implements Engine {
  closed = false;
  private readonly behaviours: Partial<Record<string, Behaviour>>;
  private readonly runtime: Runtime;
  private behaviour: Behaviour = {};

  constructor(runtime: Runtime, behaviours: Partial<Record<string, Behaviour>>) {
    this.runtime = runtime;
    this.behaviours = behaviours;
  }

  async load(_: ModelFolders, onProgress: OnProgress): Promise<VisionInfo> {
    const { backend, thread } = this.runtime;
    const behaviour = this.behaviours[`${backend} ${thread}`];
    if (!behaviour) throw broken(`${backend}: there is none`);
    this.behaviour = behaviour;
    await behaviour.load?.(onProgress);
    return { ...INFO, backend };
  }

  async analyse(frame: Frame): Promise<Analysis> {
    frame.close();
    return (await this.behaviour.analyse?.()) ?? ANALYSIS;
  }

  async readPhoto(photo: ImageBitmap): Promise<PhotoReading> {
    photo.close();
    await this.behaviour.analyse?.();
    return { faces: [], width: photo.width, height: photo.height };
  }

  async measure(): Promise<number> {
    await this.behaviour.measure?.();
    return this.behaviour.milliseconds ?? 8;
  }

  close(): void {
    this.closed = true;
  }
}

let engines: FakeEngine[];
let kept: string | null;

const memory: Memory = {
  read: () => kept,
  write: (text) => {
    kept = text;
  },
  clear: () => {
    kept = null;
  },
};
const createCanvas = () => expect.unreachable('fake engines draw nothing');

function start(behaviours: Partial<Record<string, Behaviour>>): Promise<VisionClient> {
  return startVision(
    {
      models: { detector: '', follow: '', expression: '' },
      createCanvas,
      memory,
      onProgress: () => {},
    },
    (runtime) => {
      const engine = new FakeEngine(runtime, behaviours);
      engines.push(engine);
      return engine;
    },
  );
}

async function feed(client: VisionClient, frames: number): Promise<(Analysis | undefined)[]> {
  const answers: (Analysis | undefined)[] = [];
  for (let i = 0; i < frames; i++) {
    const frame = { close: vi.fn() } as unknown as ImageBitmap;
    answers.push(await client.analyse(frame, i / 30, OPTIONS));
  }
  return answers;
}

beforeEach(() => {
  engines = [];
  kept = null;
  vi.useFakeTimers();
  vi.stubGlobal('navigator', { userAgent: 'a browser' });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('at the start', () => {
  it('takes wasm in a worker', async () => {
    const client = await start({ 'wasm worker': {}, 'webgl worker': {} });
    expect([client.info.backend, client.thread]).toEqual(['wasm', 'worker']);
    expect(engines).toHaveLength(1);
  });

  it.each<[string, Behaviour]>([
    ['lies', { load: () => Promise.reject(broken('sample 0: computes 0.3 where 0.9 is right')) }],
    ['hangs', { load: hang<void> }],
    ['is forbidden', { load: () => Promise.reject(new DOMException('a worker', 'SecurityError')) }],
  ])('goes on to the next backend where one %s', async (_, behaviour) => {
    const starting = start({ 'wasm worker': behaviour, 'webgl worker': {} });
    await vi.advanceTimersByTimeAsync(21_000);
    const client = await starting;
    expect(client.info.backend).toBe('webgl');
    expect(engines.map(({ closed }) => closed)).toEqual([true, true, false]);
    expect(client.trials[0]).toMatchObject({ failure: expect.any(String) });
  });

  it('runs in the page where there are no workers', async () => {
    const client = await start({ 'wasm page': {} });
    expect([client.info.backend, client.thread]).toEqual(['wasm', 'page']);
  });

  it('says why where nothing works', async () => {
    await expect(start({})).rejects.toMatchObject({ kind: 'backend' });
    expect(engines.every(({ closed }) => closed)).toBe(true);
  });

  it('does not blame the backend for a broken download', async () => {
    const load = () => Promise.reject(new VisionError('network', 'offline'));
    await expect(start({ 'wasm worker': { load }, 'wasm page': {} })).rejects.toMatchObject({
      kind: 'network',
    });
    expect(engines).toHaveLength(1);
  });

  it.each([
    [40, 'network'],
    [100, 'backend'],
  ])('blames a download that stands still, at %i of 100 bytes, on the %s', async (loaded, kind) => {
    const load = (onProgress: OnProgress) => {
      onProgress(loaded, 100);
      return hang<void>();
    };
    const starting = expect(start({ 'wasm worker': { load } })).rejects.toMatchObject({ kind });
    await vi.advanceTimersByTimeAsync(21_000);
    await starting;
  });
});

it('asks for a photo again after it replaced what broke on it', async () => {
  const analyse = () => Promise.reject(broken('the worker died'));
  const client = await start({ 'wasm worker': { analyse }, 'wasm page': {} });
  const photo = { width: 40, height: 30, close: () => {} } as ImageBitmap;
  const readings = [];
  for (let i = 0; i < 3; i++) readings.push(await client.readPhoto(photo));
  expect(readings).toEqual([undefined, undefined, { faces: [], width: 40, height: 30 }]);
});

describe('while live', () => {
  it('has one frame analysed at a time, in their order', async () => {
    let running = 0;
    let most = 0;
    const analyse = async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      return ANALYSIS;
    };
    const client = await start({ 'wasm worker': { analyse } });
    await Promise.all([feed(client, 3), feed(client, 3)]);
    expect(most).toBe(1);
  });

  it.each<[string, () => Promise<Analysis>]>([
    ['throws', () => Promise.reject(broken('out of memory'))],
    ['hangs', hang<Analysis>],
    ['gives up in its own words', () => Promise.reject(new RangeError('out of memory'))],
    ['loses its context', () => Promise.reject(broken('webgl: the context was lost'))],
  ])('replaces a backend that %s, without a reload', async (_, analyse) => {
    let good = 63;
    const flaky = () => (good-- > 0 ? Promise.resolve(ANALYSIS) : analyse());
    const client = await start({
      'wasm worker': {},
      'webgl worker': { milliseconds: 1, analyse: flaky },
    });
    await feed(client, 61);
    await vi.advanceTimersByTimeAsync(100);
    expect(await feed(client, 63)).not.toContain(undefined);
    expect(client.info.backend).toBe('webgl');
    const feeding = feed(client, 3);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(await feeding).toEqual([undefined, ANALYSIS, ANALYSIS]);
    expect(client.info.backend).toBe('wasm');
    expect(engines.filter(({ closed }) => !closed)).toHaveLength(1);
  });

  it('goes on in the page where workers keep dying', async () => {
    const analyse = () => Promise.reject(broken('the worker died'));
    const client = await start({ 'wasm worker': { analyse }, 'wasm page': {} });
    expect(await feed(client, 4)).toEqual([undefined, undefined, ANALYSIS, ANALYSIS]);
    expect(client.thread).toBe('page');
  });

  it('gives wasm a second try after its worker died, but no third', async () => {
    const analyse = () => Promise.reject(broken('the worker died'));
    const client = await start({ 'wasm worker': { analyse } });
    await expect(feed(client, 1)).resolves.toEqual([undefined]);
    expect(client.info.backend).toBe('wasm');
    await expect(feed(client, 1)).rejects.toMatchObject({ kind: 'backend' });
  });
});

describe('choosing the fastest', () => {
  const fastGpu = { 'wasm worker': { milliseconds: 8 }, 'webgl worker': { milliseconds: 3 } };

  it('changes over to a clearly faster backend after a calm start', async () => {
    const client = await start(fastGpu);
    await feed(client, 59);
    expect(engines).toHaveLength(1);
    await feed(client, 3);
    await vi.advanceTimersByTimeAsync(100);
    await feed(client, 1);
    expect(client.info.backend).toBe('webgl');
    expect(engines[0]?.closed).toBe(true);
    expect(client.trials.map(({ runtime }) => runtime.backend)).toEqual([
      'wasm',
      'webgpu',
      'webgl',
    ]);
  });

  it('stays with one that is about as fast, and closes the other', async () => {
    const client = await start({ 'wasm worker': {}, 'webgl worker': { milliseconds: 7 } });
    await feed(client, 61);
    await vi.advanceTimersByTimeAsync(100);
    await feed(client, 1);
    expect(client.info.backend).toBe('wasm');
    expect(engines.filter(({ closed }) => !closed)).toHaveLength(1);
  });

  it('remembers the choice for the next visit', async () => {
    const first = await start(fastGpu);
    await feed(first, 61);
    await vi.advanceTimersByTimeAsync(100);
    engines = [];
    const second = await start(fastGpu);
    expect(second.info.backend).toBe('webgl');
    await feed(second, 100);
    expect(engines).toHaveLength(1);
  });

  it('measures again with another browser', async () => {
    const first = await start(fastGpu);
    await feed(first, 61);
    await vi.advanceTimersByTimeAsync(100);
    vi.stubGlobal('navigator', { userAgent: 'its next version' });
    expect((await start(fastGpu)).info.backend).toBe('wasm');
  });

  it('falls back where the remembered one no longer works', async () => {
    const first = await start(fastGpu);
    await feed(first, 61);
    await vi.advanceTimersByTimeAsync(100);
    expect((await start({ 'wasm worker': {} })).info.backend).toBe('wasm');
  });

  it('forgets a choice that fails while live', async () => {
    await feed(await start(fastGpu), 61);
    await vi.advanceTimersByTimeAsync(100);
    const lost = () => Promise.reject(broken('webgl: the context was lost'));
    const second = await start({
      'wasm worker': {},
      'webgl worker': { milliseconds: 3, analyse: lost },
    });
    expect(second.info.backend).toBe('webgl');
    await feed(second, 1);
    expect((await start(fastGpu)).info.backend).toBe('wasm');
  });
});
