import { ChartLine, Download, Pause, Play, Settings2, SwitchCamera, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMessages } from '../../i18n/messages';
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
        <Button name={stop} keys="Escape" onPress={props.onStop}>
          <X />
        </Button>
        <Button name={live.timeline} keys="T" onPress={props.onTimeline}>
          <ChartLine />
        </Button>
      </div>
      <Button name={frozen ? live.resume : live.freeze} keys="Space" onPress={props.onFreeze} large>
        {frozen ? <Play /> : <Pause />}
      </Button>
      <div className="controls-side">
        <Button name={live.save} keys="S" onPress={props.onSave}>
          <Download />
        </Button>
        {onSwitch && (
          <Button name={live.switchCamera} keys="C" onPress={onSwitch}>
            <SwitchCamera />
          </Button>
        )}
        <Button name={live.settings} onPress={props.onSettings}>
          <Settings2 />
        </Button>
      </div>
    </div>
  );
}

interface ButtonProps {
  readonly name: string;
  readonly keys?: string;
  readonly large?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function Button({ name, keys, large, onPress, children }: ButtonProps) {
  return (
    <button
      type="button"
      className={large ? 'control control-large' : 'control'}
      aria-label={name}
      aria-keyshortcuts={keys}
      title={name}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
