/**
 * What the browser says of its permission to use the camera, and a place to listen for changes.
 *
 * @returns undefined where it does not say.
 */
export async function cameraPermission(): Promise<PermissionStatus | undefined> {
  try {
    // TypeScript's list of names has no camera, nor have some browsers: those throw.
    return await navigator.permissions.query({ name: 'camera' as PermissionName });
  } catch {
    return undefined;
  }
}
