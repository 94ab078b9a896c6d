import { describe, expect, it } from 'vitest';
import { EMOTIONS, PALETTES, type Palette } from './palette';

type Rgb = readonly [number, number, number];

/** Machado, Oliveira and Fernandes 2009, severity 1, for linear RGB. */
const EYES = {
  common: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopic: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopic: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopic: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} satisfies Record<string, readonly Rgb[]>;

const parse = (hex: string) =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
const linear = (rgb: Rgb) =>
  rgb.map((value) => {
    const c = value / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
const times = (matrix: readonly Rgb[], [a, b, c]: Rgb) =>
  matrix.map(([x, y, z]) => x * a + y * b + z * c) as unknown as Rgb;

/** Contrast ratio of WCAG 2.2. */
function contrast(a: Rgb, b: Rgb): number {
  const [dark, light] = [a, b]
    .map((rgb) => times([[0.2126, 0.7152, 0.0722]], linear(rgb))[0])
    .sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** OKLab, in which equal distances look equally far apart (Ottosson 2020). */
function oklab(rgb: Rgb): Rgb {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  ).map((value) => Math.cbrt(Math.max(0, value))) as unknown as Rgb;
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  );
}

/** The glass over the film that is hardest to read on: all black and all white. */
function glasses({ glass }: Palette): Rgb[] {
  return [0, 255].map(
    (film) =>
      glass.rgb.map((value) => glass.alpha * value + (1 - glass.alpha) * film) as unknown as Rgb,
  );
}

describe.each(Object.entries(PALETTES))('the %s palette', (_, palette) => {
  it('can be read on the glass, whatever film lies under it', () => {
    for (const glass of glasses(palette)) {
      expect(contrast(parse(palette.ink), glass)).toBeGreaterThan(7);
      expect(contrast(parse(palette.softInk), glass)).toBeGreaterThan(4.5);
      for (const emotion of EMOTIONS) {
        expect(contrast(parse(palette.emotions[emotion]), glass), emotion).toBeGreaterThan(3);
      }
    }
  });

  it.each(Object.entries(EYES))('keeps the emotions apart for %s eyes', (_eyes, matrix) => {
    const seen = EMOTIONS.map((emotion) => {
      const rgb = times(matrix, linear(parse(palette.emotions[emotion])));
      return oklab(rgb.map((value) => Math.min(1, Math.max(0, value))) as unknown as Rgb);
    });
    seen.forEach((a, i) => {
      seen.slice(i + 1).forEach((b, j) => {
        const distance = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
        expect(distance, `${EMOTIONS[i]}, ${EMOTIONS[i + 1 + j]}`).toBeGreaterThan(0.085);
      });
    });
  });
});
