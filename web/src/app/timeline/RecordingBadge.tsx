import { Flag, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useMessages } from '../../i18n/messages';
import type { Recorder } from './recorder';
import './recording-badge.css';

interface Props {
  readonly recorder: Recorder;
}

/** Shows over the film that it is being recorded; sets marks, and ends it. */
export function RecordingBadge({ recorder }: Props) {
  const { timeline } = useMessages();
  const [start] = useState(Date.now);
  const [now, setNow] = useState(start);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="recording-badge glass" data-covers>
      <span className="recording-dot" aria-hidden="true" />
      <span>
        <span className="visually-hidden" role="status">
          {timeline.recording}
        </span>
        {minutes(now - start)}
      </span>
      <button
        type="button"
        aria-label={timeline.mark}
        title={timeline.mark}
        aria-keyshortcuts="F"
        onClick={() => recorder.mark()}
      >
        <Flag />
      </button>
      <button
        type="button"
        aria-label={timeline.stop}
        title={timeline.stop}
        aria-keyshortcuts="R"
        onClick={() => recorder.stop()}
      >
        <Square />
      </button>
    </div>
  );
}

/** "1:05" */
function minutes(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
