import { Download, Pause, Play, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useFormat } from '../../i18n/format';
import { emotionName, useMessages } from '../../i18n/messages';
import type { VisionInfo } from '../../vision/vision';
import { EmotionMark } from '../EmotionMark';
import { fileName } from '../picture/picture';
import { download } from '../picture/save';
import { Choice } from '../ui/Field';
import { Sheet } from '../ui/Sheet';
import { Chart } from './Chart';
import { toCsv, toJson } from './export';
import { shares } from './lanes';
import type { Recorder } from './recorder';
import './timeline.css';

interface Props {
  readonly recorder: Recorder;
  readonly info: VisionInfo;
  readonly onClose: () => void;
}

const RANGES = ['30', '120', '600', 'all'] as const;
/** Milliseconds between two drawings of the chart. */
const REDRAW = 400;
/** Faces to choose from: the ones seen last. */
const FACES = 5;

/** What the faces of this session expressed over time. */
export function TimelineSheet({ recorder, info, onClose }: Props) {
  const messages = useMessages();
  const text = messages.timeline;
  const format = useFormat();
  const [, redraw] = useState(0);
  const [range, setRange] = useState<(typeof RANGES)[number]>('30');
  const [chosen, setChosen] = useState<number>();

  useEffect(() => {
    const timer = setInterval(() => redraw((count) => count + 1), REDRAW);
    return () => clearInterval(timer);
  }, []);

  const { all } = recorder;
  const to = all.at(-1)?.seconds ?? 0;
  const from = range === 'all' ? (all[0]?.seconds ?? 0) : to - Number(range);
  const visible = all.filter(({ seconds }) => seconds >= from);
  const faces = [...new Set(visible.map(({ face }) => face))].slice(-FACES);
  const face = chosen !== undefined && faces.includes(chosen) ? chosen : faces.at(0);
  const moments = visible.filter((moment) => moment.face === face);
  const parts = shares(moments, info.emotions);
  const spoken = info.emotions
    .map((emotion, i) => `${emotionName(messages, emotion)} ${format.percent(parts[i] ?? 0)}`)
    .join(', ');

  const clock = (seconds: number) =>
    format.time(new Date(recorder.began.getTime() + 1000 * seconds));
  const save = (extension: 'csv' | 'json') => {
    const write = extension === 'csv' ? toCsv : toJson;
    const content = write(all, { ...info, began: recorder.began });
    const type = extension === 'csv' ? 'text/csv' : 'application/json';
    download(new File([content], fileName(new Date(), extension), { type }));
  };

  return (
    <Sheet title={text.title} onClose={onClose}>
      {faces.length > 1 && face !== undefined && (
        <Choice
          label={text.faces}
          value={face}
          choices={faces.map((value) => ({ value, name: value }))}
          onChange={setChosen}
        />
      )}
      <Choice
        label={text.range}
        value={range}
        choices={RANGES.map((value) => ({ value, name: text.ranges[value] }))}
        onChange={setRange}
      />
      {face === undefined ? (
        <p className="timeline-empty">{text.empty}</p>
      ) : (
        <figure className="timeline">
          <ul>
            {info.emotions.map((emotion, i) => (
              <li key={emotion} data-emotion={emotion}>
                <EmotionMark emotion={emotion} />
                <span>{emotionName(messages, emotion)}</span>
                <span className="timeline-share">{format.percent(parts[i] ?? 0)}</span>
              </li>
            ))}
          </ul>
          <Chart
            moments={moments}
            from={from}
            to={to}
            emotions={info.emotions}
            label={text.chart(text.face(face), spoken)}
          />
          <figcaption>
            <span>{clock(from)}</span>
            <span>{clock(to)}</span>
          </figcaption>
        </figure>
      )}
      <div className="timeline-actions">
        <button
          type="button"
          className="chip-button"
          aria-pressed={recorder.paused}
          onClick={() => {
            recorder.paused = !recorder.paused;
            redraw((count) => count + 1);
          }}
        >
          {recorder.paused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
          {recorder.paused ? text.resume : text.pause}
        </button>
        {(['csv', 'json'] as const).map((extension) => (
          <button
            key={extension}
            type="button"
            className="chip-button"
            disabled={all.length === 0}
            aria-label={`${text.export} ${extension.toUpperCase()}`}
            onClick={() => save(extension)}
          >
            <Download aria-hidden="true" />
            {extension.toUpperCase()}
          </button>
        ))}
        <button
          type="button"
          className="chip-button"
          disabled={all.length === 0}
          onClick={() => {
            recorder.clear();
            redraw((count) => count + 1);
          }}
        >
          <Trash2 aria-hidden="true" />
          {text.clear}
        </button>
      </div>
      <p className="help">{text.kept}</p>
    </Sheet>
  );
}
