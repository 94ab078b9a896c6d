import { useEffect, useRef } from 'react';
import { close, open } from '../navigation/navigation';
import type { SheetName } from '../navigation/route';

/**
 * Makes a frozen picture an entry of the browser's history, so that Back leads to the live film
 * and not out of it.
 *
 * @param thaw - goes back to the live film.
 */
export function useFrozenEntry(
  frozen: boolean,
  sheet: SheetName | undefined,
  thaw: () => void,
): void {
  const before = useRef(sheet);
  useEffect(() => {
    const left = before.current === 'frozen' && sheet === undefined;
    before.current = sheet;
    if (frozen && left) thaw();
    else if (frozen && sheet === undefined) open({ screen: 'live', sheet: 'frozen' });
    else if (!frozen && sheet === 'frozen') close();
  }, [frozen, sheet, thaw]);
}
