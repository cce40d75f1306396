/** The units in which limits of a capture are said. */
import { messages } from '../messages/messages';
import type { Unit } from './limit-field';

const words = messages.capturing.units;

/** Of bytes. */
export const byteUnits: readonly Unit[] = [
  { word: words.KiB, factor: 1024 },
  { word: words.MiB, factor: 1024 ** 2 },
  { word: words.GiB, factor: 1024 ** 3 },
];

/** Of seconds. */
export const timeUnits: readonly Unit[] = [
  { word: words.seconds, factor: 1 },
  { word: words.minutes, factor: 60 },
  { word: words.hours, factor: 3600 },
];
