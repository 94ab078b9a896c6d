import type { ReactNode } from 'react';

interface Props {
  readonly onFile: (file: File) => void;
  readonly primary?: boolean;
  /** Takes a photo with the system's camera instead. */
  readonly capture?: boolean;
  readonly children: ReactNode;
}

/** A button that asks for a photo. */
export function Picker({ onFile, primary, capture, children }: Props) {
  return (
    <label className={primary ? 'primary picker' : 'chip-button picker'}>
      <input
        type="file"
        accept="image/*,.heic,.heif"
        capture={capture ? 'user' : undefined}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file may be picked again.
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
      {children}
    </label>
  );
}
