import type { ReactNode } from 'react';

interface Props {
  readonly onFiles: (files: readonly File[]) => void;
  readonly className: string;
  /** Takes a photo with the system's camera instead. */
  readonly capture?: boolean;
  readonly children: ReactNode;
}

/** What is pressed to choose photos. */
export function Picker({ onFiles, className, capture, children }: Props) {
  return (
    <label className={`picker ${className}`}>
      <input
        type="file"
        accept="image/*,.heic,.heif"
        multiple={!capture}
        capture={capture ? 'user' : undefined}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file may be picked again.
          event.target.value = '';
          onFiles(files);
        }}
      />
      {children}
    </label>
  );
}
