import { type ComponentType, Fragment, lazy, type ReactNode, Suspense, useState } from 'react';
import { arrive } from './arrive';
import { Boundary } from './Boundary';
import { Coming } from './Coming';
import { Missing } from './Missing';
import './late.css';

/**
 * A component whose code is fetched when it is first shown. The screen around it goes on, whatever
 * becomes of it.
 *
 * @param load - imports its module.
 * @param pick - finds it there.
 * @param Frame - holds what stands in its place while it is on its way or missing.
 */
export function late<Module, Props extends object>(
  load: () => Promise<Module>,
  pick: (module: Module) => ComponentType<Props>,
  Frame: ComponentType<{ readonly children: ReactNode }> = Fragment,
): ComponentType<Props> {
  const fetchPart = (failure?: unknown) =>
    lazy(async () => ({ default: pick(await arrive(load, failure)) }));
  let part = fetchPart();
  return function Late(props) {
    const [Part, setPart] = useState(() => part);
    const missing = (error: unknown, retry: () => void) => {
      const again = () => {
        part = fetchPart(error);
        setPart(() => part);
        retry();
      };
      return (
        <Frame>
          <Missing error={error} onRetry={again} />
        </Frame>
      );
    };
    const coming = (
      <Frame>
        <Coming />
      </Frame>
    );
    return (
      <Boundary fallback={missing}>
        <Suspense fallback={coming}>
          <Part {...props} />
        </Suspense>
      </Boundary>
    );
  };
}
