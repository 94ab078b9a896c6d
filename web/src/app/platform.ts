export type Platform = 'ios' | 'android' | 'mac' | 'windows' | 'other';

/** What identifies a browser. */
export interface Browser {
  readonly userAgent: string;
  readonly maxTouchPoints: number;
}

/** The system the browser runs on. */
export function platformOf({ userAgent, maxTouchPoints }: Browser): Platform {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios';
  if (/Android/.test(userAgent)) return 'android';
  // An iPad says it is a Mac; no Mac has a touch screen.
  if (/Macintosh/.test(userAgent)) return maxTouchPoints > 1 ? 'ios' : 'mac';
  return /Windows/.test(userAgent) ? 'windows' : 'other';
}

const APPS: readonly (readonly [RegExp, string])[] = [
  [/FB_IAB\/MESSENGER|FBAN\/Messenger/i, 'Messenger'],
  [/FBAN|FBAV|FB_IAB/, 'Facebook'],
  [/Instagram/, 'Instagram'],
  [/Zalo/i, 'Zalo'],
  [/MicroMessenger/i, 'WeChat'],
  [/\bLine\//i, 'LINE'],
  [/TikTok|musical_ly|BytedanceWebview|trill_/i, 'TikTok'],
  [/KAKAOTALK/i, 'KakaoTalk'],
  [/Snapchat/, 'Snapchat'],
  [/LinkedInApp/, 'LinkedIn'],
  [/Twitter/, 'X'],
  [/Pinterest/, 'Pinterest'],
];

/**
 * The app whose built-in browser shows the page, where the camera often fails.
 *
 * @returns undefined in a browser proper, '' in an app that does not say its name.
 */
export function inAppBrowser({ userAgent }: Browser): string | undefined {
  const app = APPS.find(([pattern]) => pattern.test(userAgent));
  if (app) return app[1];
  return /Android.*; wv\)/.test(userAgent) ? '' : undefined;
}
