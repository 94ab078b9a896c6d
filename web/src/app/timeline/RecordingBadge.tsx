import { Flag, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useMessages } from '../../i18n/messages';
import { FilmButton } from '../ui/FilmButton';
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
      <FilmButton name={timeline.mark} keys="F" onClick={() => recorder.mark()}>
        <Flag />
      </FilmButton>
      <FilmButton name={timeline.stop} keys="R" onClick={() => recorder.stop()}>
        <Square />
      </FilmButton>
    </div>
  );
}

/** "1:05" */
function minutes(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
