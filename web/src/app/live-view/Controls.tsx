import { ChartLine, Download, Pause, Play, Settings2, SwitchCamera, X } from 'lucide-react';
import { useMessages } from '../../i18n/messages';
import { FilmButton } from '../ui/FilmButton';
import './controls.css';

interface Props {
  readonly frozen: boolean;
  readonly onFreeze: () => void;
  readonly onSave: () => void;
  /** Undefined where there is one camera. */
  readonly onSwitch: (() => void) | undefined;
  readonly onTimeline: () => void;
  readonly onSettings: () => void;
  readonly onStop: () => void;
}

/** The buttons, within reach of one thumb. Each has its place, whatever happens. */
export function Controls(props: Props) {
  const { live, stop } = useMessages();
  const { frozen, onSwitch } = props;
  return (
    <div className="controls" data-covers>
      <div className="controls-side">
        <FilmButton className="control" name={stop} keys="Escape" onClick={props.onStop}>
          <X />
        </FilmButton>
        <FilmButton className="control" name={live.timeline} keys="T" onClick={props.onTimeline}>
          <ChartLine />
        </FilmButton>
      </div>
      <FilmButton
        name={frozen ? live.resume : live.freeze}
        keys="Space"
        className="control control-large"
        onClick={props.onFreeze}
      >
        {frozen ? <Play /> : <Pause />}
      </FilmButton>
      <div className="controls-side">
        <FilmButton className="control" name={live.save} keys="S" onClick={props.onSave}>
          <Download />
        </FilmButton>
        {onSwitch && (
          <FilmButton className="control" name={live.switchCamera} keys="C" onClick={onSwitch}>
            <SwitchCamera />
          </FilmButton>
        )}
        <FilmButton className="control" name={live.settings} onClick={props.onSettings}>
          <Settings2 />
        </FilmButton>
      </div>
    </div>
  );
}
