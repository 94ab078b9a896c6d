import { VisionError } from './errors';
import type { Reply, Request } from './protocol';
import { Vision } from './vision';

let vision: Vision | undefined;

function reply(message: Reply): void {
  self.postMessage(message);
}

async function answer(request: Request): Promise<Reply> {
  if (request.type === 'load') {
    vision = await Vision.load(
      request.backend,
      new URL(request.page),
      (width, height) => new OffscreenCanvas(width, height),
      (loaded, total) => reply({ type: 'progress', loaded, total }),
    );
    return { type: 'loaded', info: vision.info };
  }
  if (!vision) throw new VisionError('backend', 'a question came before the models');
  if (request.type === 'measure') {
    return { type: 'measured', milliseconds: await vision.measure() };
  }
  try {
    if (request.type === 'photo') {
      return { type: 'photo', reading: await vision.readPhoto(request.frame) };
    }
    const { frame, now, options } = request;
    return { type: 'analysed', analysis: await vision.analyse(frame, now, options) };
  } finally {
    request.frame.close();
  }
}

self.addEventListener('message', async ({ data }: MessageEvent<Request>) => {
  try {
    reply(await answer(data));
  } catch (error) {
    const kind = error instanceof VisionError ? error.kind : 'backend';
    const message = error instanceof Error ? error.message : String(error);
    reply({ type: 'failed', kind, message });
  }
});
