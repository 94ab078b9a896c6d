import { type RefObject, useEffect } from 'react';
import { useMessages } from '../../i18n/messages';
import type { Words } from '../describe';
import { drawPicture } from '../picture/picture';
import type { SeenPhoto } from './photo-reader';

interface Props {
  readonly ref: RefObject<HTMLCanvasElement | null>;
  readonly bitmap: ImageBitmap;
  readonly photo: SeenPhoto;
  readonly words: Words;
  readonly label: string;
  /** The id of the face that is looked at. */
  readonly face: number | undefined;
  readonly onPick: (face: number) => void;
}

/** The photo with its labels, as it will be saved. A face in it can be pressed. */
export function Labelled({ ref, bitmap, photo, words, label, face, onPick }: Props) {
  const { timeline } = useMessages();
  const { faces, width, height } = photo;
  useEffect(() => {
    const labelled = faces.map((each) => ({ face: each, text: words.label(each) }));
    const source = { image: bitmap, part: { x: 0, y: 0, width, height }, mirrored: false };
    drawPicture(ref.current as HTMLCanvasElement, source, labelled);
  }, [ref, bitmap, faces, width, height, words]);
  return (
    <div className="photo-picture">
      <canvas ref={ref} role="img" aria-label={label} />
      {faces.length > 1 &&
        faces.map(({ id, box }) => (
          <button
            key={id}
            type="button"
            className="photo-target"
            aria-label={timeline.face(id)}
            aria-pressed={id === face}
            style={{
              left: `${(100 * (box.x + box.width / 2)) / width}%`,
              top: `${(100 * (box.y + box.height / 2)) / height}%`,
              width: `${(100 * box.width) / width}%`,
              height: `${(100 * box.height) / height}%`,
            }}
            onClick={() => onPick(id)}
          />
        ))}
    </div>
  );
}
