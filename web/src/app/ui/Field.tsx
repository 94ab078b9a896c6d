import { type ReactNode, useId } from 'react';
import './field.css';

interface ChoiceProps<T extends string | number> {
  readonly label: string;
  readonly help?: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly name: ReactNode }[];
  readonly onChange: (value: T) => void;
}

/** Picks one of a few: a row of radio buttons that look like one control. */
export function Choice<T extends string | number>(props: ChoiceProps<T>) {
  const { label, help, value, choices, onChange } = props;
  const name = useId();
  return (
    <fieldset className="field choice">
      <legend>{label}</legend>
      <div className="segments">
        {choices.map((choice) => (
          <label key={choice.value}>
            <input
              type="radio"
              name={name}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            <span>{choice.name}</span>
          </label>
        ))}
      </div>
      {help && <p className="help">{help}</p>}
    </fieldset>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly help?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Turns something on or off. */
export function Switch({ label, help, checked, onChange }: SwitchProps) {
  const description = useId();
  return (
    <div className="field">
      <label className="switch">
        <span>{label}</span>
        <input
          type="checkbox"
          checked={checked}
          aria-describedby={help ? description : undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
      </label>
      {help && (
        <p className="help" id={description}>
          {help}
        </p>
      )}
    </div>
  );
}
