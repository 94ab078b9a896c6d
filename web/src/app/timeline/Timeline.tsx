import { Circle, Download, Flag, Square, Trash2, Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useFormat } from '../../i18n/format';
import { useMessages } from '../../i18n/messages';
import type { VisionInfo } from '../../vision';
import { useWords } from '../describe';
import { EmotionMark } from '../EmotionMark';
import { fileName } from '../picture/picture';
import { download } from '../picture/save';
import { Choice } from '../ui/Field';
import { APP_VERSION } from '../version';
import { toCsv, toJson } from './export';
import { Lane } from './Lane';
import { shares, staysOf, wholeHundredths } from './lanes';
import type { AnyMoment, FaceMoment, Recorder } from './recorder';
import { useRecording } from './use-recording';
import './timeline.css';

interface Props {
  readonly recorder: Recorder;
  readonly info: VisionInfo;
  /** The id of the main face, which is shown first. */
  readonly main: number | undefined;
}

const RANGES = ['30', '120', '600', 'all'] as const;
/** Milliseconds between two drawings of the chart. */
const REDRAW = 400;
/** Faces to choose from: the ones seen last. */
const FACES = 6;
/** CSS pixels: lanes are not wider. */
const LANE_WIDTH = 400;

const isFace = (moment: AnyMoment): moment is FaceMoment => moment.kind === 'face';

/** What the faces of this session expressed over time, once it is recorded. */
export function Timeline({ recorder, info, main }: Props) {
  const messages = useMessages();
  const text = messages.timeline;
  const words = useWords(info);
  const format = useFormat();
  const recording = useRecording(recorder);
  const [, redraw] = useState(0);
  const [range, setRange] = useState<(typeof RANGES)[number]>('30');
  const [cleared, setCleared] = useState(false);
  const [chosen, setChosen] = useState<number | undefined>(main);

  useEffect(() => {
    const timer = setInterval(() => redraw((count) => count + 1), REDRAW);
    return () => clearInterval(timer);
  }, []);

  const { all } = recorder;
  const to = all.at(-1)?.seconds ?? 0;
  const start = all[0]?.seconds ?? 0;
  const from = range === 'all' ? start : to - Number(range);
  const visible = all.filter(({ seconds }) => seconds >= from);
  const readings = visible.filter(isFace);
  const faces = [...new Set(readings.map(({ face }) => face))].slice(-FACES);
  const face = chosen !== undefined && faces.includes(chosen) ? chosen : faces.at(0);
  const moments = readings.filter((moment) => moment.face === face);
  const markers = visible.flatMap((each) => (each.kind === 'marker' ? [each.seconds] : []));
  const stays = staysOf(moments, LANE_WIDTH);
  const parts = wholeHundredths(shares(moments, info.emotions));
  const lanes = [
    ...info.emotions.map((emotion, i) => ({
      emotion,
      name: words.name(emotion),
      strengthOf: (moment: FaceMoment) => moment.probabilities[i] ?? 0,
    })),
    {
      emotion: undefined,
      name: messages.notSure,
      strengthOf: (moment: FaceMoment) => (moment.certain ? 0 : 1),
    },
  ];

  const at = (seconds: number) => new Date((all[0]?.time ?? 0) + 1000 * (seconds - start));
  const save = (extension: 'csv' | 'json') => {
    const write = extension === 'csv' ? toCsv : toJson;
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    const content = write(all, { ...info, appVersion: APP_VERSION, timeZone });
    const type = extension === 'csv' ? 'text/csv' : 'application/json';
    download(new File([content], fileName(new Date(), extension), { type }));
  };

  return (
    <>
      <div className="timeline-actions">
        <button
          type="button"
          className={recording ? 'chip-button' : 'primary'}
          onClick={() => (recording ? recorder.stop() : recorder.start())}
        >
          {recording ? <Square aria-hidden="true" /> : <Circle aria-hidden="true" />}
          {recording ? text.stop : text.record}
        </button>
        {recording && (
          <button type="button" className="chip-button" onClick={() => recorder.mark()}>
            <Flag aria-hidden="true" />
            {text.mark}
          </button>
        )}
      </div>
      {faces.length > 1 && face !== undefined && (
        <Choice
          label={text.faces}
          value={face}
          choices={faces.map((value) => ({ value, name: value }))}
          onChange={setChosen}
        />
      )}
      {all.length > 0 && (
        <Choice
          label={text.range}
          value={range}
          choices={RANGES.map((value) => ({ value, name: text.ranges[value] }))}
          onChange={setRange}
        />
      )}
      {face === undefined ? (
        <p className="timeline-empty">{recording ? text.waiting : text.empty}</p>
      ) : (
        <figure className="timeline">
          <ul aria-label={text.chart(text.face(face))}>
            {lanes.map(({ emotion, name, strengthOf }, i) => (
              <li key={name} data-emotion={emotion ?? 'none'}>
                <EmotionMark emotion={emotion} />
                <span>{name}</span>
                <span className="timeline-share">{format.percent(parts[i] ?? 0)}</span>
                <Lane
                  stays={stays}
                  range={{ from, to }}
                  strengthOf={strengthOf}
                  markers={markers}
                />
              </li>
            ))}
          </ul>
          <figcaption>{format.timeRange(at(from), at(to))}</figcaption>
        </figure>
      )}
      <div className="timeline-actions">
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
        {cleared && recorder.canRestore ? (
          <button
            type="button"
            className="chip-button"
            onClick={() => {
              recorder.restore();
              setCleared(false);
            }}
          >
            <Undo2 aria-hidden="true" />
            {text.undo}
          </button>
        ) : (
          <button
            type="button"
            className="chip-button"
            disabled={all.length === 0}
            onClick={() => {
              recorder.clear();
              setCleared(true);
            }}
          >
            <Trash2 aria-hidden="true" />
            {text.clear}
          </button>
        )}
      </div>
      <p className="visually-hidden" role="status">
        {cleared && recorder.canRestore ? text.cleared : ''}
      </p>
      <p className="help">{text.kept}</p>
    </>
  );
}
