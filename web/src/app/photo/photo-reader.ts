import { useSyncExternalStore } from 'react';
import type { PhotoReading, VisionClient, VisionInfo } from '../../vision';
import { type SeenFace, see } from '../doubt';
import { decodePhoto } from './decode';

/** A photo and what it shows. */
export interface SeenPhoto extends PhotoReading {
  readonly faces: readonly SeenFace[];
}

/** What has become of one file. */
export type PhotoState =
  | { readonly name: 'waiting' }
  | { readonly name: 'reading' }
  | { readonly name: 'read'; readonly photo: SeenPhoto }
  | { readonly name: 'failed'; readonly error: unknown };

export interface Photo {
  readonly file: Blob;
  readonly state: PhotoState;
}

/** The photos that were opened together, and the one that is looked at. */
export interface Album {
  readonly photos: readonly Photo[];
  readonly selected: number;
  /** Of the selected photo, once it is decoded. */
  readonly bitmap: ImageBitmap | undefined;
  /** What read them; undefined before the first was read. */
  readonly info: VisionInfo | undefined;
}

/** A photo that took a broken backend with it is tried again this often. */
const TRIES = 3;
const EMPTY: Album = { photos: [], selected: 0, bitmap: undefined, info: undefined };

/**
 * Reads photos one after the other; new ones replace those before. It outlives its screen: who
 * leaves and comes back finds them as they were. Only the selected photo's pixels are kept.
 */
export class PhotoReader {
  album = EMPTY;
  private readonly loadVision: () => Promise<VisionClient>;
  private readonly listeners = new Set<() => void>();
  private attempt = 0;

  constructor(loadVision: () => Promise<VisionClient>) {
    this.loadVision = loadVision;
  }

  readonly open = async (files: readonly Blob[]): Promise<void> => {
    if (files.length === 0) return;
    const current = ++this.attempt;
    const photos = files.map((file): Photo => ({ file, state: { name: 'waiting' } }));
    this.keep(undefined);
    this.change({ photos, selected: 0 });
    for (let i = 0; i < files.length && this.attempt === current; i++) await this.read(i, current);
  };

  /** Looks at another photo. */
  readonly select = async (selected: number): Promise<void> => {
    const photo = this.album.photos[selected];
    if (!photo || selected === this.album.selected) return;
    const current = this.attempt;
    this.keep(undefined);
    this.change({ selected });
    if (photo.state.name !== 'read') return;
    const bitmap = await decodePhoto(photo.file);
    const wanted = this.attempt === current && this.album.selected === selected;
    if (wanted && !this.album.bitmap) this.keep(bitmap);
    else bitmap.close();
  };

  /** @returns a function that ends the calls. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private async read(index: number, current: number): Promise<void> {
    const file = this.album.photos[index]?.file as Blob;
    let bitmap: ImageBitmap | undefined;
    let state: PhotoState = { name: 'reading' };
    this.put(index, state);
    try {
      bitmap = await decodePhoto(file);
      const vision = await this.loadVision();
      const reading = await readOn(vision, bitmap);
      state = { name: 'read', photo: { ...reading, faces: reading.faces.map(see) } };
      if (this.attempt === current) this.change({ info: vision.info });
    } catch (error) {
      console.info('camxuc:', error);
      state = { name: 'failed', error };
    }
    if (this.attempt !== current) {
      bitmap?.close();
      return;
    }
    if (state.name === 'read' && this.album.selected === index) this.keep(bitmap);
    else bitmap?.close();
    this.put(index, state);
  }

  private put(index: number, state: PhotoState): void {
    const photos = this.album.photos.map((photo, i) => (i === index ? { ...photo, state } : photo));
    this.change({ photos });
  }

  private keep(bitmap: ImageBitmap | undefined): void {
    this.album.bitmap?.close();
    this.change({ bitmap });
  }

  private change(part: Partial<Album>): void {
    this.album = { ...this.album, ...part };
    for (const listener of this.listeners) listener();
  }
}

/** What has become of the photos that were opened last. */
export function usePhotos(reader: PhotoReader): Album {
  return useSyncExternalStore(reader.subscribe, () => reader.album);
}

async function readOn(vision: VisionClient, bitmap: ImageBitmap): Promise<PhotoReading> {
  for (let attempt = 1; ; attempt++) {
    // A copy: the one that is read goes over to the worker.
    const reading = await vision.readPhoto(await createImageBitmap(bitmap));
    if (reading) return reading;
    if (attempt === TRIES) throw new Error('the photo could not be read on this device');
  }
}
