import { VisionError } from '../../errors';
import type { Backend } from '../../tfjs/backend';
import type { ModelFolders } from '../../types';
import type { Reply, Request } from '../protocol';
import { Vision } from '../vision';

function reply(message: Reply): void {
  self.postMessage(message);
}

async function answer(vision: Vision, request: Request): Promise<Reply> {
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

async function replyWith(answering: Promise<Reply>): Promise<void> {
  try {
    reply(await answering);
  } catch (error) {
    const kind = error instanceof VisionError ? error.kind : 'backend';
    const message = error instanceof Error ? error.message : String(error);
    reply({ type: 'failed', kind, message });
  }
}

/** Loads vision on this backend as soon as the worker runs, and answers the page's questions. */
export function serve(backend: Backend): void {
  const loading = Vision.load(
    backend,
    JSON.parse(self.name) as ModelFolders,
    (width, height) => new OffscreenCanvas(width, height),
    (loaded, total) => reply({ type: 'progress', loaded, total }),
  );
  void replyWith(loading.then(({ info }) => ({ type: 'loaded', info })));
  self.addEventListener('message', ({ data }: MessageEvent<Request>) => {
    void replyWith(loading.then((vision) => answer(vision, data)));
  });
}
