import type { ComponentProps } from 'react';
import './film-button.css';

interface Props extends ComponentProps<'button'> {
  readonly name: string;
  /** As in `aria-keyshortcuts`. */
  readonly keys?: string;
}

/** A round button over the film: a picture, and its name for who points at it or hears it. */
export function FilmButton({ name, keys, className = '', ...others }: Props) {
  return (
    <button
      type="button"
      className={`film-button ${className}`}
      aria-label={name}
      aria-keyshortcuts={keys}
      title={name}
      {...others}
    />
  );
}
