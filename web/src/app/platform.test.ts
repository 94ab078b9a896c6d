import { describe, expect, it } from 'vitest';
import { inAppBrowser, platformOf } from './platform';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const ANDROID = 'Mozilla/5.0 (Linux; Android 15; Pixel 9';
const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36';
const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/138.0.0.0';

describe('platformOf', () => {
  it.each([
    [`${IPHONE} Version/18.5 Mobile/15E148 Safari/604.1`, 5, 'ios'],
    [MAC, 5, 'ios'],
    [MAC, 0, 'mac'],
    [`${ANDROID}) ${CHROME}`, 5, 'android'],
    [WINDOWS, 10, 'windows'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 0, 'other'],
  ])('%s with %i touch points: %s', (userAgent, maxTouchPoints, platform) => {
    expect(platformOf({ userAgent, maxTouchPoints })).toBe(platform);
  });
});

describe('inAppBrowser', () => {
  it.each([
    [`${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/520.0.0.38.101;FBDV/iPhone17,1]`, 'Facebook'],
    [`${ANDROID}; wv) ${CHROME} [FB_IAB/FB4A;FBAV/520.0.0.43.62;]`, 'Facebook'],
    [`${ANDROID}; wv) ${CHROME} [FB_IAB/MESSENGER;FBAV/500.0.0.11.110;]`, 'Messenger'],
    [`${IPHONE} Mobile/15E148 Instagram 390.0.0.28.85 (iPhone17,1; iOS 18_5)`, 'Instagram'],
    [`${IPHONE} Mobile/15E148 Zalo iOS/640 ZaloTheme/light ZaloLanguage/vn`, 'Zalo'],
    [`${ANDROID}; wv) ${CHROME} XWEB/1380043 MMWEBSDK/20250503 MicroMessenger/8.0.61`, 'WeChat'],
    [`${IPHONE} Mobile/15E148 Safari Line/15.9.0`, 'LINE'],
    [`${ANDROID}; wv) ${CHROME} musical_ly_2024 BytedanceWebview/d8a21c6`, 'TikTok'],
    [`${ANDROID}; wv) Version/4.0 ${CHROME}`, ''],
  ])('%s: %s', (userAgent, app) => {
    expect(inAppBrowser({ userAgent, maxTouchPoints: 5 })).toBe(app);
  });

  it.each([
    `${IPHONE} Version/18.5 Mobile/15E148 Safari/604.1`,
    `${IPHONE} CriOS/138.0.0.0 Mobile/15E148 Safari/604.1`,
    `${ANDROID}) ${CHROME}`,
    MAC,
    WINDOWS,
    // "Line" and "online" in other words are no app.
    `${WINDOWS} Online/1`,
  ])('%s is a browser', (userAgent) => {
    expect(inAppBrowser({ userAgent, maxTouchPoints: 0 })).toBeUndefined();
  });
});
