/** The RTP streams of a capture: who sends what to whom, packet by packet. */
import type { PacketView, Session } from '../../engine/session';
import { layersIn, type PacketLayer } from '../packet-layers';
import { endpointOf, PayloadTypes } from './payload-types';
import { type AnalysedPacket, StreamAnalysis } from './stream-analysis';

export interface RtpStream {
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly destinationPort: number;
  /** Synchronization source. */
  readonly ssrc: number;
  readonly analysis: StreamAnalysis;
}

const headerBytes = { ipv4: 28, ipv6: 48 };

/** In order of their first packets. `rtp` and `sdp` are the views of the packets with these protocols. */
export function rtpStreams(
  session: Session,
  rtp: PacketView,
  sdp: PacketView,
  each?: (stream: RtpStream, packet: AnalysedPacket) => void,
): readonly RtpStream[] {
  const types = new PayloadTypes();
  types.learn(session, sdp);
  const streams = new Map<string, RtpStream>();
  const start = session.time(1) ?? 0n;
  for (const { index, frame, layer } of layersIn(session, rtp, 'rtp')) {
    const [{ source, sourcePort, destination, destinationPort }] = session.flow(rtp, index, 1);
    const ssrc = Number.parseInt(layer.value('rtp.ssrc') ?? '', 16);
    if (Number.isNaN(ssrc)) continue;
    const key = `${endpointOf(source, sourcePort)} ${endpointOf(destination, destinationPort)} ${ssrc}`;
    const stream = streams.get(key) ?? {
      ...{ source, sourcePort, destination, destinationPort, ssrc },
      analysis: new StreamAnalysis(),
    };
    streams.set(key, stream);
    const milliseconds = Number((session.time(frame) ?? start) - start) / 1e6;
    const packet = stream.analysis.add({ frame, milliseconds, ...factsOf(layer, types, stream) });
    each?.(stream, packet);
  }
  return [...streams.values()];
}

function factsOf(layer: PacketLayer, types: PayloadTypes, stream: RtpStream) {
  const { source, sourcePort, destination, destinationPort } = stream;
  const number = (field: string): number => Number(layer.value(`rtp.${field}`));
  const type = number('p_type');
  return {
    sequence: number('seq'),
    timestamp: number('timestamp'),
    marker: number('marker') === 1,
    type,
    payload: types.of(type, endpointOf(destination, destinationPort), endpointOf(source, sourcePort)),
    bytes: layer.line.length + headerBytes[source.includes(':') ? 'ipv6' : 'ipv4'],
  };
}
