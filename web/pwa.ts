import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa';

type Workbox = NonNullable<VitePWAOptions['workbox']>;
type ManifestTransform = NonNullable<Workbox['manifestTransforms']>[number];

/** Files of a model carry its version in their address, as the app asks for them. */
const versionModels: ManifestTransform = (entries) => ({
  manifest: entries.map((entry) => {
    const folder = /^(model|detector)\/(?!manifest\.json$)/.exec(entry.url)?.[1];
    if (!folder) return entry;
    const { version } = JSON.parse(readFileSync(`public/${folder}/manifest.json`, 'utf8'));
    return { ...entry, url: `${entry.url}?v=${version}`, revision: null };
  }),
});

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
    },
    // They are among the files that globPatterns finds.
    includeManifestIcons: false,
    workbox: {
      globPatterns: ['**/*.{html,js,css,wasm,svg,png,json,bin}'],
      // Links from elsewhere bring parameters of their own; only the models' version counts.
      ignoreURLParametersMatching: [/^(?!v$)/],
      // Unknown paths are the host's to answer.
      navigateFallback: null,
      maximumFileSizeToCacheInBytes: 16e6,
      manifestTransforms: [versionModels],
      inlineWorkboxRuntime: true,
      cleanupOutdatedCaches: true,
    },
  });
}
