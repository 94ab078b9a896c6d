/** Milliseconds a download may take to begin reading. */
const DOWNLOAD_GRACE = 60_000;

/** Whether the browser hands files to other apps. */
export function canShare(file: File): boolean {
  return typeof navigator.canShare === 'function' && navigator.canShare({ files: [file] });
}

/**
 * Offers a file to other apps.
 *
 * @returns whether it was taken; false where the user thought better of it.
 * @throws Error where the system refuses.
 */
export async function share(file: File): Promise<boolean> {
  try {
    await navigator.share({ files: [file] });
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return false;
    throw error;
  }
}

/** Lets the browser save a file among the downloads. */
export function download(file: File): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), DOWNLOAD_GRACE);
}
