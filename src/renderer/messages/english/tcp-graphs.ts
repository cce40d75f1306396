/** Words of the graphs of a TCP stream. */
import { exact, rate, seconds } from '../numbers';

export const tcpGraphs = {
  title: (stream: number) => `Graphs of TCP stream ${stream}`,
  kind: 'Graph',
  kinds: {
    sequence: 'Sequence (Stevens)',
    tcptrace: 'Sequence (tcptrace)',
    throughput: 'Throughput',
    roundTrip: 'Round trip',
    window: 'Window scaling',
  },
  curves: {
    sequence: 'Sequence number',
    segments: 'Segment',
    repeated: 'Sent again or out of order',
    acknowledged: 'Acknowledged',
    window: 'Receive window',
    throughput: 'Throughput, over one second',
    segmentLength: 'Segment length',
    roundTrip: 'Time to the acknowledgement',
    inFlight: 'Bytes in flight',
  },
  /** Beside an axis whose numbers have no unit of their own. */
  axes: { bytes: 'Bytes', 'bits-per-second': undefined, seconds: undefined },
  direction: 'Direction',
  directions: { forward: 'Client → server', backward: 'Server → client' },
  previous: 'Previous stream',
  next: 'Next stream',
  loading: 'Collecting the stream’s packets …',
  empty: 'In this direction there is nothing to draw.',
  failed: (reason: string) => `The graph cannot be drawn: ${reason}`,
  cut: (points: number) => `Only the first ${exact(points)} segments are drawn.`,
  hint: 'Drag to zoom, double-click to see all, click a point to select its packet.',
  values: { bytes: exact, 'bits-per-second': rate, seconds },
  point: (packet: number, time: number) => `Packet ${exact(packet)} · ${seconds(time)}`,
};
