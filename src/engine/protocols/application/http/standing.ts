/** What earlier messages of a connection mean for the next one: who comes after an upgrade, and which request waits for its answer. */
import type { Layer } from '../../../declare/layer';

/** Who reads the bytes from now on. A tunnel's number is `tunnel` and its port. */
export const successor = { http: 0, data: 1, websocket: 2, http2: 3, tunnel: 0x1_0000 } as const;

/** Who has taken over. Only the first pass has it. */
class Standing {
  successor = 0;
}

const key = 'http';
const create = (): Standing => new Standing();

/**
 * What the bytes that come now depend on, as one number; see `successorIn` and `askedIn`. 0, the usual answer, costs nothing to
 * remember. Call it once before each message.
 */
export function recallStanding(layer: Layer): number {
  const { dissection, memory } = layer;
  if (!layer.learning) return memory.remember(dissection, 0);
  const { successor: next } = memory.conversationState(dissection, key, create);
  return memory.remember(dissection, next * 4 + methodIn(memory.waitingRequest(dissection)));
}

export const successorIn = (standing: number): number => Math.floor(standing / 4);
/** The method of the request that the next response answers. */
export const askedIn = (standing: number): number => standing % 4;

/** What a request leaves for its response, as one number: its method, and the port that CONNECT asks for. */
export const requestNote = (requestMethod: number, port: number): number => requestMethod + port * 256;
export const methodIn = (note: number): number => note % 256;
export const portIn = (note: number): number => Math.floor(note / 256);

/** From here on the connection belongs to somebody else. */
export function handOverTo(layer: Layer, next: number): void {
  if (layer.learning) layer.memory.conversationState(layer.dissection, key, create).successor = next;
}
