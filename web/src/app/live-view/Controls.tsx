import { ChartLine, Download, Pause, Play, Settings2, Share2, SwitchCamera, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMessages } from '../../i18n/messages';
import './controls.css';

interface Props {
  readonly frozen: boolean;
  readonly onFreeze: () => void;
  readonly onSave: () => void;
  /** Undefined where the browser does not share files. */
  readonly onShare: (() => void) | undefined;
  /** Undefined where there is one camera. */
  readonly onSwitch: (() => void) | undefined;
  readonly onTimeline: () => void;
  readonly onSettings: () => void;
  readonly onStop: () => void;
}

/** The buttons, within reach of one thumb. */
export function Controls(props: Props) {
  const { live, stop } = useMessages();
  const { frozen } = props;
  return (
    <div className="controls">
      <Button name={stop} keys="Escape" onPress={props.onStop}>
        <X />
      </Button>
      {frozen ? (
        <Button name={live.save} keys="S" onPress={props.onSave}>
          <Download />
        </Button>
      ) : (
        <Button name={live.timeline} keys="T" onPress={props.onTimeline}>
          <ChartLine />
        </Button>
      )}
      <Button name={frozen ? live.resume : live.freeze} keys="Space" onPress={props.onFreeze} large>
        {frozen ? <Play /> : <Pause />}
      </Button>
      <SideButton {...props} />
      <Button name={live.settings} onPress={props.onSettings}>
        <Settings2 />
      </Button>
    </div>
  );
}

/** The place beside the large button holds what is of most use there. */
function SideButton({ frozen, onShare, onSwitch, onSave, onTimeline }: Props) {
  const { live } = useMessages();
  if (frozen && onShare) {
    return (
      <Button name={live.share} onPress={onShare}>
        <Share2 />
      </Button>
    );
  }
  if (frozen) {
    return (
      <Button name={live.timeline} keys="T" onPress={onTimeline}>
        <ChartLine />
      </Button>
    );
  }
  if (onSwitch) {
    return (
      <Button name={live.switchCamera} keys="C" onPress={onSwitch}>
        <SwitchCamera />
      </Button>
    );
  }
  return (
    <Button name={live.save} keys="S" onPress={onSave}>
      <Download />
    </Button>
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
