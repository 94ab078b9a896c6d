import { useEffect, useState } from 'react';
import type { Camera } from '../../camera/camera';
import { type CameraDevice, listCameras } from '../../camera/cameras';

/**
 * The cameras there are now; follows what is plugged in and out.
 *
 * @param camera - the one in use: once there is one, browsers name all of them.
 */
export function useCameras(camera?: Camera): readonly CameraDevice[] {
  const [cameras, setCameras] = useState<readonly CameraDevice[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: names appear once a camera is open.
  useEffect(() => {
    let mounted = true;
    const look = () =>
      listCameras().then(
        (found) => mounted && setCameras(found),
        () => {},
      );
    look();
    navigator.mediaDevices?.addEventListener?.('devicechange', look);
    return () => {
      mounted = false;
      navigator.mediaDevices?.removeEventListener?.('devicechange', look);
    };
  }, [camera]);
  return cameras;
}
