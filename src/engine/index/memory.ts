/** The memory of one capture: written by the index pass, asked by every later walk. */
import type { Catalogue } from '../declare/catalogue';
import type { Dissection } from '../declare/dissection';
import type { Layer } from '../declare/layer';
import {
  type ConversationKind,
  conversationKind,
  type Exchange,
  type Fragment,
  type FragmentOutcome,
  type Memory,
  type TcpSegment,
} from '../declare/memory';
import type { Protocol } from '../declare/protocol';
import { Fragments } from '../reassembly/fragments';
import { TcpPayloads } from '../reassembly/tcp-payloads';
import { ConversationStates } from './conversation-states';
import { Conversations } from './conversations';
import { Exchanges } from './exchanges';
import { Notes } from './notes';

/** Gives the time of a packet in nanoseconds since 1970, for the times between packets. */
export type TimeOf = (frame: number) => bigint;

export class CaptureMemory implements Memory {
  readonly conversations = new Conversations();
  readonly notes = new Notes();
  readonly exchanges: Exchanges;
  readonly payloads: TcpPayloads;
  private readonly states = new ConversationStates();
  private readonly fragments = new Fragments();
  /** Per conversation with a known application protocol: from which packet on which one. Most have one entry. */
  private readonly applications = new Map<number, { readonly from: number; readonly protocol: Protocol }[]>();

  constructor(
    readonly catalogue: Catalogue,
    timeOf: TimeOf,
  ) {
    this.exchanges = new Exchanges(timeOf);
    this.payloads = new TcpPayloads(this);
  }

  enterConversation(dissection: Dissection, kind: ConversationKind): void {
    let row = this.conversations.find(dissection, kind);
    if (row < 0 || (dissection.learning && kind === conversationKind.tcp && this.payloads.reopens(dissection, row))) {
      if (!dissection.learning) {
        dissection.conversation = -1;
        dissection.stream = -1;
        return;
      }
      row = this.conversations.open(dissection, kind);
    }
    dissection.conversation = row;
    dissection.stream = this.conversations.streamOf(row);
  }

  applicationOf(dissection: Dissection): Protocol | undefined {
    const list = this.applications.get(dissection.conversation);
    if (list === undefined) return undefined;
    for (let i = list.length - 1; i >= 0; i--) if (list[i].from <= dissection.frame) return list[i].protocol;
    return undefined;
  }

  setApplication(dissection: Dissection, protocol: Protocol, fromNext = false): void {
    if (!dissection.learning || dissection.conversation < 0) return;
    const entry = { from: dissection.frame + (fromNext ? 1 : 0), protocol };
    const list = this.applications.get(dissection.conversation);
    if (list === undefined) this.applications.set(dissection.conversation, [entry]);
    else if (list.at(-1)!.protocol !== protocol && list.length < maximumApplications) list.push(entry);
  }

  remember(dissection: Dissection, value: number): number {
    const ordinal = dissection.remembered++;
    if (!dissection.learning) return this.notes.recall(dissection.frame, ordinal);
    if (value !== 0) this.notes.append(dissection.frame, ordinal, value);
    return value;
  }

  conversationState<T extends object>(dissection: Dissection, key: string, create: () => T): T {
    return this.states.get(dissection.conversation, key, create);
  }

  request(dissection: Dissection, scope: string, key: number | string, note = 0): Exchange {
    const row = this.remember(
      dissection,
      dissection.learning ? this.exchanges.begin(dissection.conversation, scope, key, dissection.frame, note) + 1 : 0,
    );
    return row === 0 ? { request: dissection.frame, response: 0, elapsed: 0n, note } : this.exchanges.get(row - 1);
  }

  response(dissection: Dissection, scope: string, key: number | string): Exchange | undefined {
    const row = this.remember(
      dissection,
      dissection.learning ? this.exchanges.finish(dissection.conversation, scope, key, dissection.frame) + 1 : 0,
    );
    return row === 0 ? undefined : this.exchanges.get(row - 1);
  }

  fragment(layer: Layer, fragment: Fragment): FragmentOutcome {
    const { dissection } = layer;
    // The ordinal among this frame's fragments; tunnels may hold several.
    const ordinal = dissection.fragments++;
    if (!dissection.learning) return this.fragments.recall(dissection.frame, ordinal);
    const key = `${dissection.addressKind}/${fragment.scope}/${fragment.identification}/${addressKey(dissection)}`;
    const bytes = layer.bytes.subarray(
      layer.start + fragment.at,
      Math.min(layer.end, layer.start + fragment.at + fragment.length),
    );
    return this.fragments.add(key, dissection.frame, fragment, bytes);
  }

  tcpSegment(layer: Layer, segment: TcpSegment): void {
    this.payloads.segment(layer, segment);
  }
}

/** Changes of protocol that one conversation can make before we stop recording them. */
const maximumApplications = 16;

function addressKey({ addressBytes, sourceAt, destinationAt, addressKind }: Dissection): string {
  const length = addressKind === 3 ? 16 : 4;
  return `${addressBytes.subarray(sourceAt, sourceAt + length).join('.')}>${addressBytes.subarray(destinationAt, destinationAt + length).join('.')}`;
}
