import { type RefObject, useEffect, useRef } from 'react';

/** Whether a screen was shown before: the first one leaves the focus where the browser put it. */
let changed = false;

/**
 * Brings those who use the keyboard or a screen reader along to a new screen: the button they
 * pressed is gone, and the focus with it.
 *
 * @returns goes on the screen's heading, with `tabIndex={-1}`.
 */
export function useScreenFocus(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (changed) heading.current?.focus();
    changed = true;
  }, []);
  return heading;
}
