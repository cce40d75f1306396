/** What earlier messages of a connection mean for the next one: who comes after an upgrade, and which requests wait for an answer. */
import type { Layer } from '../../../declare/layer';
import { method } from './start-line';

/** Who reads the bytes from now on. A tunnel's number is `tunnel` and its port. */
export const successor = { http: 0, data: 1, websocket: 2, http2: 3, tunnel: 0x1_0000 } as const;

/** Requests that wait for their answers, by their methods, oldest first; and who has taken over. Only the first pass has it. */
class Standing {
  successor = 0;
  readonly waiting: number[] = [];
}

const key = 'http';
const create = (): Standing => new Standing();
const maximumWaiting = 1024;

/**
 * What the bytes that come now depend on, as one number; see `successorIn` and `askedIn`. 0, the usual answer, costs nothing to
 * remember. Call it once before each message.
 */
export function recallStanding(layer: Layer): number {
  const { dissection, memory } = layer;
  if (!layer.learning) return memory.remember(dissection, 0);
  const { successor: next, waiting } = memory.conversationState(dissection, key, create);
  return memory.remember(dissection, next * 4 + (waiting[0] ?? method.other));
}

export const successorIn = (standing: number): number => Math.floor(standing / 4);
/** The method of the request that the next response answers. */
export const askedIn = (standing: number): number => standing % 4;

/** A request waits for its answer. */
export function expectAnswer(layer: Layer, requestMethod: number): void {
  if (!layer.learning) return;
  const { waiting } = layer.memory.conversationState(layer.dissection, key, create);
  if (waiting.length < maximumWaiting) waiting.push(requestMethod);
}

/** The oldest request has its answer. */
export function answered(layer: Layer): void {
  if (layer.learning) layer.memory.conversationState(layer.dissection, key, create).waiting.shift();
}

/** From here on the connection belongs to somebody else. */
export function handOverTo(layer: Layer, next: number): void {
  if (layer.learning) layer.memory.conversationState(layer.dissection, key, create).successor = next;
}
