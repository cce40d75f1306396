/** What earlier messages of a connection mean for the next one: who comes after an upgrade, and which requests wait for an answer. */
import type { Layer } from '../../../declare/layer';
import { method } from './start-line';

/** Who reads the bytes from now on. A tunnel's number is `tunnel` and its port. */
export const successor = { http: 0, data: 1, websocket: 2, http2: 3, tunnel: 0x1_0000 } as const;

/** Requests that wait for their answers, by their methods, oldest first; and who has taken over. Only the first pass has it. */
class Standing {
  successor = 0;
  readonly waiting: number[] = [];
  /** How many exchanges began, and how many were answered; all are answered in their order. */
  begun = 0;
  finished = 0;
  /** Packets: the last request, those of the requests that wait, and the two of the exchange that was answered last. */
  lastRequest = 0;
  readonly waitingFrames: number[] = [];
  answeredRequest = 0;
  answeredResponse = 0;
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

/** Which exchange of its connection a message belongs to, counted from 1, and the packets of the exchange before; 0 stands for none. */
export interface ExchangePlace {
  readonly number: number;
  readonly previousRequest: number;
  readonly previousResponse: number;
}

/** A request waits for its answer. Its place tells of no response before: that one may be still to come. */
export function expectAnswer(layer: Layer, requestMethod: number): ExchangePlace {
  const { dissection, memory } = layer;
  let number = 0;
  let previousRequest = 0;
  if (layer.learning) {
    const standing = memory.conversationState(dissection, key, create);
    if (standing.waiting.length < maximumWaiting) {
      standing.waiting.push(requestMethod);
      standing.waitingFrames.push(dissection.frame);
    }
    number = ++standing.begun;
    previousRequest = standing.lastRequest;
    standing.lastRequest = dissection.frame;
  }
  return place(layer, number, previousRequest, 0);
}

/** The oldest request has its answer. */
export function answered(layer: Layer): ExchangePlace {
  const { dissection, memory } = layer;
  let number = 0;
  let previousRequest = 0;
  let previousResponse = 0;
  if (layer.learning) {
    const standing = memory.conversationState(dissection, key, create);
    standing.waiting.shift();
    number = ++standing.finished;
    standing.begun = Math.max(standing.begun, number);
    previousRequest = standing.answeredRequest;
    previousResponse = standing.answeredResponse;
    standing.answeredRequest = standing.waitingFrames.shift() ?? 0;
    standing.answeredResponse = dissection.frame;
  }
  return place(layer, number, previousRequest, previousResponse);
}

/** What the first pass found, in every pass. The first exchange of a connection, as most are, costs nothing to remember. */
function place(layer: Layer, number: number, previousRequest: number, previousResponse: number): ExchangePlace {
  const { dissection, memory } = layer;
  const { frame } = dissection;
  const request = memory.remember(
    dissection,
    number <= 1 && previousRequest === 0
      ? 0
      : Math.min(number, mostExchanges) + distance(frame, previousRequest) * exchangeUnit,
  );
  const response = memory.remember(dissection, distance(frame, previousResponse));
  if (request === 0)
    return { number: 1, previousRequest: 0, previousResponse: response === 0 ? 0 : frame - response + 1 };
  const back = Math.floor(request / exchangeUnit);
  return {
    number: request % exchangeUnit,
    previousRequest: back === 0 ? 0 : frame - back + 1,
    previousResponse: response === 0 ? 0 : frame - response + 1,
  };
}

/** How far back a packet lies, counted from 1; 0 for none. */
const distance = (frame: number, earlier: number): number => (earlier === 0 ? 0 : frame - earlier + 1);

const mostExchanges = 0xf_ffff;
const exchangeUnit = 0x10_0000;

/** From here on the connection belongs to somebody else. */
export function handOverTo(layer: Layer, next: number): void {
  if (layer.learning) layer.memory.conversationState(layer.dissection, key, create).successor = next;
}
