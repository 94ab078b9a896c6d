import { type Build, renew } from './renew';

/** A part of the app that did not arrive: the connection is to blame, or the page is outdated. */
export class MissingPart extends Error {
  readonly build: Build;
  /** Of the module, where the browser says it. */
  readonly address: URL | undefined;

  constructor(build: Build, cause: unknown) {
    super(`a part of the app did not arrive: ${cause}`, { cause });
    this.name = 'MissingPart';
    this.build = build;
    const address = /https?:\S+\.js/.exec(String(cause))?.[0];
    this.address = address ? new URL(address) : undefined;
  }
}

let tries = 0;

/**
 * Fetches a part of the app, or all of it anew where this build is no longer on the host.
 *
 * @param load - imports the part's module.
 * @param failure - what an earlier try threw.
 * @throws MissingPart
 */
export async function arrive<Module>(
  load: () => Promise<Module>,
  failure?: unknown,
): Promise<Module> {
  const address = failure instanceof MissingPart ? failure.address : undefined;
  try {
    await reviveStyles();
    if (!address) return await load();
    // Firefox remembers that an address failed until the page is reloaded.
    address.searchParams.set('again', String(++tries));
    return await import(/* @vite-ignore */ address.href);
  } catch (cause) {
    throw new MissingPart(await renew(), cause);
  }
}

/** Fetches the style sheets that failed once more: an import looks for each only once. */
async function reviveStyles(): Promise<void> {
  const links = document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"][data-failed]');
  await Promise.all(
    Array.from(links, (dead) => {
      const link = dead.cloneNode() as HTMLLinkElement;
      delete link.dataset.failed;
      return new Promise((resolve, reject) => {
        link.addEventListener('load', resolve);
        link.addEventListener('error', () => reject(new Error(`no style sheet ${link.href}`)));
        dead.replaceWith(link);
      });
    }),
  );
}

// Scripts wait for the style sheets of the page: one without rules by now has failed.
for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
  if (!link.sheet?.cssRules.length) link.dataset.failed = '';
}

// Failures of links do not bubble, but can be caught on their way down.
document.addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLLinkElement) target.dataset.failed = '';
  },
  true,
);
