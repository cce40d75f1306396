/** The sentences of a verdict in English, for the window and the command line. A translation is another file of the same shape. */
import type { StatementId } from '../../engine/streams/verdict/statements';
import { endingWords } from './ending-words';
import { httpWords } from './http-words';
import { openingWords } from './opening-words';
import type { Sentences } from './phrases';
import { problemWords } from './problem-words';
import { time } from './quantities';
import { tlsWords } from './tls-words';
import { trafficWords } from './traffic-words';

const sentences: Sentences<StatementId> = {
  ...openingWords,
  ...tlsWords,
  ...httpWords,
  ...trafficWords,
  ...endingWords,
};

export const englishVerdict = { sentences, problem: problemWords, time };
