import { version } from '../../package.json';

/** Of this build. */
export const APP_VERSION: string = version;
