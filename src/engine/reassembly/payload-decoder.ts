/** Finds the application protocol of TCP payload and walks it, and shows what became of the payload. */
import type { Dissection } from '../declare/dissection';
import { Layer } from '../declare/layer';
import type { TcpReassemblyFields } from '../declare/memory';
import type { Protocol } from '../declare/protocol';
import { heuristics, table } from '../declare/table';
import { tcpAnalysis } from '../declare/tcp-analysis';
import data from '../protocols/frame/data';
import type { PlacedPiece } from './pieces';

const byPort = table('tcp.port');
const recognisers = heuristics('tcp');

/** The segment at hand, the same object for all packets. */
export class Segment {
  layer!: Layer;
  dissection!: Dissection;
  field!: TcpReassemblyFields;
  /** Where the payload begins in the layer, and where it ends. */
  at = 0;
  end = 0;
  /** Stream × 2, plus 1 for the direction from the second endpoint to the first. */
  direction = 0;
  /** Where the stream's SYN went; 0 when it was not seen. */
  serverPort = 0;
}

export class PayloadDecoder {
  private probe: Layer | undefined;
  /** Layers, and calls of `Memory.remember`, before the walk. */
  private stack = 0;
  private remembered = 0;

  constructor(private readonly applicationOf: (dissection: Dissection) => Protocol | undefined) {}

  /** Walks the rest of a segment from `offset`. With `reassembling`, the protocol may ask for more. */
  walkSegment(segment: Segment, offset: number, reassembling: boolean): boolean {
    const { layer } = segment;
    if (segment.dissection.isFull) return true;
    const protocol = this.protocolOf(segment, layer, offset);
    if (protocol === undefined) return true;
    this.prepare(segment, reassembling, 0);
    return layer.next(protocol, offset, layer.reported - offset);
  }

  /** Walks the first `length` bytes of an assembled PDU. */
  walkWhole(segment: Segment, bytes: Uint8Array, length: number, reassembling: boolean, resume: number): boolean {
    const { layer } = segment;
    if (segment.dissection.isFull) return true;
    this.probe ??= new Layer(segment.dissection);
    const { probe } = this;
    probe.enter(layer.protocol, bytes, 0, length, length, layer.parent, 0);
    const protocol = this.protocolOf(segment, probe, 0);
    if (protocol === undefined) return true;
    this.prepare(segment, reassembling, resume);
    // Wireshark lists the segments behind the PDU's layers, but for a PDU that the stream's end completes.
    if (!reassembling) this.markSegments(segment);
    const whole = layer.nextIn(protocol, bytes, 0, length);
    if (reassembling) this.markSegments(segment);
    return whole;
  }

  /** Where in `bytes` the PDU begins for which the protocol just asked for more; -1 when it did not. */
  unfinishedFrom({ dissection }: Segment, bytes: Uint8Array, start: number, end: number): number {
    const { desegmentLength, desegmentOffset } = dissection;
    if (!(desegmentLength > 0) || dissection.desegmentBytes !== bytes) return -1;
    return desegmentOffset >= start && desegmentOffset <= end ? desegmentOffset : -1;
  }

  /** Further payload of the segment follows: what stands in the columns stays. */
  fence({ dissection }: Segment): void {
    dissection.infoFence = dissection.infoColumn;
    dissection.columnFixed = true;
  }

  /** The application protocol could not do anything with the payload yet. */
  leaveToTcp({ dissection, layer }: Segment): void {
    if (dissection.quoting === 0 && !dissection.columnFixed) dissection.protocolColumn = layer.protocol.column;
  }

  /** Forgets an attempt, which later passes do not repeat. */
  takeBack({ dissection }: Segment): void {
    dissection.remembered = this.remembered;
    if (dissection.desegmentProtocol?.namesUnfinished !== true) dissection.stack = this.stack;
  }

  /** Says in the Info column that the payload waits for more. */
  note({ layer }: Segment): void {
    layer.appendInfo('[TCP segment of a reassembled PDU]', ' ');
  }

  showData({ layer, field }: Segment, from: number, to: number, repeated = false): void {
    if (to <= from) return;
    layer.add(field.segment_data, from, to - from);
    if (layer.inTree)
      layer.retitle(
        `${repeated ? 'Retransmitted ' : ''}TCP segment data (${to - from} byte${to - from === 1 ? '' : 's'})`,
      );
  }

  showReassembledIn({ layer, field, dissection }: Segment, frame: number): void {
    if (frame > 0 && frame !== dissection.frame) layer.addComputed(field.reassembled_in, frame);
  }

  showPieces({ layer, field }: Segment, pieces: readonly PlacedPiece[], whole: Uint8Array): void {
    if (!layer.emitting) return;
    layer.open(field.segments, 0, 0);
    if (layer.inTree) {
      const list = pieces.slice(0, maximumListed).map(({ frame, length }) => `#${frame}(${length})`);
      if (pieces.length > maximumListed) list.push('…');
      layer.retitle(`[${pieces.length} Reassembled TCP Segments (${whole.length} bytes): ${list.join(', ')}]`);
    }
    for (const piece of pieces) layer.addComputed(field.segment, piece.frame);
    layer.addComputed(field['segment.count'], pieces.length);
    layer.addComputed(field['reassembled.length'], whole.length);
    layer.addComputed(field['reassembled.data'], whole);
    layer.close();
  }

  private markSegments({ dissection }: Segment): void {
    dissection.stack = dissection.stacks.mark(dissection.stack, 'segments');
  }

  private prepare({ dissection }: Segment, reassembling: boolean, resume: number): void {
    this.stack = dissection.stack;
    this.remembered = dissection.remembered;
    dissection.canDesegment = reassembling;
    dissection.resume = resume;
    dissection.desegmentLength = 0;
    dissection.desegmentResume = 0;
  }

  /** The protocol that walks this payload; undefined when it must not be walked. */
  private protocolOf(segment: Segment, layer: Layer, at: number): Protocol | undefined {
    const { dissection, serverPort } = segment;
    const analysis = dissection.quoting > 0 ? 0 : dissection.tcp.analysis;
    if ((analysis & tcpAnalysis.keepAlive) !== 0) return data;
    // What came again or late would confuse protocols that count on the order of their PDUs.
    if ((analysis & (tcpAnalysis.retransmission | tcpAnalysis.outOfOrder)) !== 0) return undefined;
    const known = this.applicationOf(dissection);
    if (known !== undefined) return known;
    const { sourcePort, destinationPort } = dissection;
    const lower = Math.min(sourcePort, destinationPort);
    const higher = Math.max(sourcePort, destinationPort);
    // Where the SYN went comes first; where none was seen, the lower port is the server's more often.
    const first = serverPort === higher ? higher : lower;
    return (
      layer.accepted(byPort, first, at) ??
      (higher === lower ? undefined : layer.accepted(byPort, lower + higher - first, at)) ??
      layer.recognise(recognisers, at) ??
      (isLeft(sourcePort) || isLeft(destinationPort) ? undefined : data)
    );
  }
}

/** Whether what the protocol of a port does not accept is nobody's. */
const isLeft = (port: number): boolean => byPort.get(port)?.leavesToCarrier === true;

/** Pieces that the line of a reassembled PDU names. */
const maximumListed = 100;
