/** What is to be said of an exchange beside its numbers. */
import type { ExchangeNote } from '../../shared/exchanges-contract';
import { messages } from '../messages/messages';

/** Notes that something is wrong, and not only how it is. */
const wrong: ReadonlySet<ExchangeNote> = new Set<ExchangeNote>([
  'noResponse',
  'noRequest',
  'responseUnfinished',
  'requestUnfinished',
  'missingBytes',
  'reset',
  'badChunk',
]);

/** Sentences of notes; with `onlyWrong`, of what is wrong alone. */
export function noteTexts(notes: readonly ExchangeNote[], onlyWrong = false): string[] {
  return notes.filter((note) => !onlyWrong || wrong.has(note)).map((note) => messages.exchanges.notes[note]);
}
