import { type RefObject, useEffect, useState } from 'react';
import { useFormat } from '../../i18n/format';
import { useMessages } from '../../i18n/messages';
import type { Analysis, VisionClient } from '../../vision';
import './diagnostics.css';

interface Props {
  readonly vision: VisionClient;
  /** Of the last frame. */
  readonly analysis: RefObject<Analysis | undefined>;
}

/** Milliseconds over which readings are counted. */
const INTERVAL = 1000;

/** What computes on this device, how fast, and what else was tried. */
export function Diagnostics({ vision, analysis }: Props) {
  const text = useMessages().diagnostics;
  const { number } = useFormat();
  const { rate, latest } = useRate(analysis);
  const { backend, model, version } = vision.info;
  const rows: [string, string][] = [
    [text.computes, `${backend}, ${text.threads[vision.thread]}`],
    [text.model, `${model} ${version}`],
    [text.rate, number(rate)],
  ];
  if (latest) {
    const { detect, classify } = latest.timings;
    rows.push(
      [text.stages, [detect, classify].map(number).join(' + ')],
      [text.frame, `${latest.width} × ${latest.height}`],
      [text.tensors, number(latest.tensors)],
    );
  }
  for (const { runtime, milliseconds, failure } of vision.trials) {
    const result = milliseconds === undefined ? failure : `${number(milliseconds)} ms`;
    rows.push([text.tried, `${runtime.backend}, ${text.threads[runtime.thread]}: ${result}`]);
  }
  return (
    <dl className="diagnostics glass" data-covers>
      {rows.map(([name, value], row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity and keep their order.
        <div key={row}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Counts readings a second. */
function useRate(analysis: Props['analysis']): { rate: number; latest: Analysis | undefined } {
  const [state, setState] = useState<{ rate: number; latest: Analysis | undefined }>({
    rate: 0,
    latest: undefined,
  });
  useEffect(() => {
    let seen = analysis.current;
    let readings = 0;
    let start = performance.now();
    let frame = requestAnimationFrame(function count(now) {
      if (analysis.current !== seen) readings++;
      seen = analysis.current;
      if (now - start >= INTERVAL) {
        setState({ rate: (1000 * readings) / (now - start), latest: seen });
        readings = 0;
        start = now;
      }
      frame = requestAnimationFrame(count);
    });
    return () => cancelAnimationFrame(frame);
  }, [analysis]);
  return state;
}
