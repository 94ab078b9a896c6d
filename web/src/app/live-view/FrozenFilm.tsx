import { useEffect, useRef } from 'react';

interface Props {
  readonly image: ImageBitmap;
  readonly mirrored: boolean;
}

/** The frame that the film stands still at. It stays when the camera is taken away. */
export function FrozenFilm({ image, mirrored }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current as HTMLCanvasElement;
    element.width = image.width;
    element.height = image.height;
    element.getContext('2d', { alpha: false })?.drawImage(image, 0, 0);
  }, [image]);
  return <canvas ref={canvas} className="film" data-mirrored={mirrored} />;
}
