import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const SHORTCUT_ICON = { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' };

/**
 * Makes the app installable and a service worker that keeps all of it, models included, for use
 * without a network. A new version is fetched as a whole beside the old one and takes its place
 * as a whole, so that app and models always belong together.
 */
export function pwa(): Plugin[] {
  return VitePWA({
    registerType: 'prompt',
    // The app registers the worker itself: the host allows no inline script.
    injectRegister: false,
    manifest: {
      name: 'Camxuc',
      short_name: 'Camxuc',
      description: 'See the emotion on every face, live on your camera, computed on your device.',
      start_url: '.',
      scope: '.',
      display: 'standalone',
      background_color: '#f6f5f2',
      theme_color: '#0b6e67',
      categories: ['photo', 'utilities'],
      icons: [
        { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
        {
          src: 'icons/maskable-512.png',
          sizes: '512x512',
          type: 'image/png',
          purpose: 'maskable',
        },
        { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
      ],
      // Taken by `python -m tests.kit.screenshots`. Not stored for use without a network.
      screenshots: [
        {
          src: 'screenshots/phone-live.jpg',
          sizes: '780x1688',
          type: 'image/jpeg',
          form_factor: 'narrow',
          label: 'The live view · Màn hình trực tiếp',
        },
        {
          src: 'screenshots/phone-start.jpg',
          sizes: '780x1688',
          type: 'image/jpeg',
          form_factor: 'narrow',
          label: 'The start · Màn hình đầu',
        },
        {
          src: 'screenshots/computer-live.jpg',
          sizes: '1280x800',
          type: 'image/jpeg',
          form_factor: 'wide',
          label: 'The live view · Màn hình trực tiếp',
        },
      ],
      shortcuts: [
        { name: 'Camera', url: './#live', icons: [SHORTCUT_ICON] },
        { name: 'Photo · Ảnh', url: './#photo', icons: [SHORTCUT_ICON] },
      ],
    },
    // They are among the files that globPatterns finds.
    includeManifestIcons: false,
    workbox: {
      globPatterns: ['**/*.{html,js,css,wasm,svg,png,json,bin}'],
      // Built files and models carry their hash in their name.
      dontCacheBustURLsMatching: /^assets\/|-[0-9a-f]{8}\.(json|bin)$/,
      // Links from elsewhere bring parameters of their own.
      ignoreURLParametersMatching: [/^/],
      // Unknown paths are the host's to answer.
      navigateFallback: null,
      maximumFileSizeToCacheInBytes: 16e6,
      inlineWorkboxRuntime: true,
      cleanupOutdatedCaches: true,
    },
  });
}
