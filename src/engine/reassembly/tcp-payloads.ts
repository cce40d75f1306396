/** Hands TCP payload to application protocols. */
import type { Dissection } from '../declare/dissection';
import type { Layer } from '../declare/layer';
import type { Memory, TcpSegment } from '../declare/memory';
import type { Protocol } from '../declare/protocol';
import { heuristics, table } from '../declare/table';
import data from '../protocols/frame/data';

const byPort = table('tcp.port');
const recognisers = heuristics('tcp');

export class TcpPayloads {
  constructor(private readonly memory: Memory) {}

  /** Whether this segment begins a new connection with the endpoints of conversation `row`. */
  reopens(_dissection: Dissection, _row: number): boolean {
    return false;
  }

  segment(layer: Layer, segment: TcpSegment): void {
    if (segment.length === 0) return;
    layer.next(this.carried(layer, segment), segment.at, segment.length);
  }

  private carried(layer: Layer, { at, sourcePort, destinationPort }: TcpSegment): Protocol {
    return (
      this.memory.applicationOf(layer.dissection) ??
      byPort.get(Math.min(sourcePort, destinationPort)) ??
      byPort.get(Math.max(sourcePort, destinationPort)) ??
      layer.recognise(recognisers, at) ??
      data
    );
  }
}
