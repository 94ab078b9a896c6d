import { Info } from 'lucide-react';
import { useId } from 'react';
import type { CameraDevice } from '../../camera/cameras';
import { LANGUAGE_NAMES, type Messages, useMessages } from '../../i18n/messages';
import { Choice, Switch } from '../ui/Field';
import { useSettings } from './SettingsProvider';

interface CameraPicker {
  readonly cameras: readonly CameraDevice[];
  readonly current: string | undefined;
  readonly onPick: (id: string) => void;
}

interface Props {
  /** Absent while no camera is in use. */
  readonly picker?: CameraPicker;
  readonly onAbout: () => void;
}

/** Everything the user may choose. */
export function Settings({ picker, onAbout }: Props) {
  const messages = useMessages();
  const { settings, change } = useSettings();
  const text = messages.settings;
  return (
    <>
      {picker && picker.cameras.length > 1 && <Cameras picker={picker} text={text} />}
      <Choice
        label={text.language}
        value={settings.language}
        choices={[
          { value: 'system', name: text.systemLanguage },
          { value: 'en', name: <span lang="en">{LANGUAGE_NAMES.en}</span> },
          { value: 'vi', name: <span lang="vi">{LANGUAGE_NAMES.vi}</span> },
        ]}
        onChange={(language) => change({ language })}
      />
      <Choice
        label={text.theme}
        value={settings.theme}
        choices={(['system', 'light', 'dark'] as const).map((value) => ({
          value,
          name: text.themes[value],
        }))}
        onChange={(theme) => change({ theme })}
      />
      <Choice
        label={text.smoothing}
        help={text.smoothingHelp}
        value={settings.smoothing}
        choices={(['off', 'normal', 'strong'] as const).map((value) => ({
          value,
          name: text.smoothings[value],
        }))}
        onChange={(smoothing) => change({ smoothing })}
      />
      <Choice
        label={text.maxFaces}
        value={settings.maxFaces}
        choices={[1, 2, 3, 4, 5, 6].map((value) => ({ value, name: value }))}
        onChange={(maxFaces) => change({ maxFaces })}
      />
      <Switch
        label={text.mirror}
        checked={settings.mirror}
        onChange={(mirror) => change({ mirror })}
      />
      <Switch
        label={text.whole}
        help={text.wholeHelp}
        checked={settings.whole}
        onChange={(whole) => change({ whole })}
      />
      <Switch
        label={text.lowPower}
        help={text.lowPowerHelp}
        checked={settings.lowPower}
        onChange={(lowPower) => change({ lowPower })}
      />
      <Switch
        label={text.diagnostics}
        help={text.diagnosticsHelp}
        checked={settings.diagnostics}
        onChange={(diagnostics) => change({ diagnostics })}
      />
      <Keys messages={messages} />
      <p className="help">{text.kept}</p>
      <button type="button" className="chip-button" onClick={onAbout}>
        <Info aria-hidden="true" />
        {text.about}
      </button>
    </>
  );
}

function Cameras({
  picker,
  text,
}: {
  readonly picker: CameraPicker;
  readonly text: Messages['settings'];
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{text.camera}</label>
      <select
        id={id}
        value={picker.current}
        onChange={(event) => picker.onPick(event.target.value)}
      >
        {picker.cameras.map((camera, i) => (
          <option key={camera.id} value={camera.id}>
            {camera.label || text.unnamedCamera(i + 1)}
          </option>
        ))}
      </select>
    </div>
  );
}

function Keys({ messages }: { readonly messages: Messages }) {
  const { live, settings, stop, timeline } = messages;
  const keys: readonly (readonly [string, string])[] = [
    [settings.space, live.freeze],
    ['S', live.save],
    ['C', live.switchCamera],
    ['M', settings.mirror],
    ['T', live.timeline],
    ['B', settings.bars],
    ['R', settings.record],
    ['F', timeline.mark],
    ['Esc', stop],
  ];
  return (
    <section className="field keys">
      <h3>{settings.shortcuts}</h3>
      <dl>
        {keys.map(([key, action]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{action}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
