/** The taps `rtp-streams` and `rtp-analyse:…`, in the shapes of sharkd. */
import { type RtpStream, rtpStreams } from '../rtp/rtp-streams';
import type { AnalysedPacket } from '../rtp/stream-analysis';
import type { LoadedCapture } from './loaded-capture';

/** What `info` names. */
export const rtpTaps = [{ name: 'RTP streams', tap: 'rtp-streams' }];

const streamsOf = (capture: LoadedCapture, each?: Parameters<typeof rtpStreams>[3]): readonly RtpStream[] =>
  rtpStreams(capture.session, capture.packetsOf('rtp'), capture.packetsOf('sdp'), each);

export function rtpStreamsTap(capture: LoadedCapture): object {
  const streams = streamsOf(capture).map(({ source, sourcePort, destination, destinationPort, ssrc, analysis }) => ({
    ssrc,
    payload: analysis.payloadNames,
    saddr: source,
    sport: sourcePort,
    daddr: destination,
    dport: destinationPort,
    pkts: analysis.packets,
    max_delta: rounded(analysis.maximumDelta, 6),
    max_jitter: rounded(analysis.maximumJitter, 6),
    mean_jitter: rounded(analysis.meanJitter, 6),
    expectednr: analysis.expected,
    totalnr: analysis.packets,
    problem: analysis.problem,
    ipver: source.includes(':') ? 6 : 4,
  }));
  // sharkd tells the last one first.
  return { tap: 'rtp-streams', type: 'rtp-streams', streams: streams.reverse() };
}

/** `10.0.0.1_6000_10.0.0.2_4000_0xcafe`: undefined for what is no name of a stream. */
export function rtpAnalyseTap(capture: LoadedCapture, name: string): object | undefined {
  const match = /^([\da-f.:]{2,45})_(\d{1,5})_([\da-f.:]{2,45})_(\d{1,5})_0x([\da-f]{1,8})$/i.exec(name);
  if (match === null) return undefined;
  const [, source, sourcePort, destination, destinationPort, ssrc] = match;
  const items: object[] = [];
  let first: number | undefined;
  const isMeant = (stream: RtpStream): boolean =>
    stream.ssrc === Number.parseInt(ssrc, 16) &&
    stream.source === source.toLowerCase() &&
    stream.destination === destination.toLowerCase() &&
    stream.sourcePort === Number(sourcePort) &&
    stream.destinationPort === Number(destinationPort);
  const streams = streamsOf(capture, (stream, analysed) => {
    if (!isMeant(stream)) return;
    first ??= analysed.packet.milliseconds;
    items.push(itemOf(analysed, first));
  });
  const analysis = streams.find(isMeant)?.analysis;
  return {
    tap: `rtp-analyse:${name}`,
    type: 'rtp-analyse',
    ssrc: Number.parseInt(ssrc, 16),
    max_delta: rounded(analysis?.maximumDelta ?? 0, 6),
    max_delta_nr: analysis?.maximumDeltaFrame ?? 0,
    max_jitter: rounded(analysis?.maximumJitter ?? 0, 6),
    mean_jitter: rounded(analysis?.meanJitter ?? 0, 6),
    max_skew: rounded(analysis?.maximumSkew ?? 0, 6),
    total_nr: analysis?.packets ?? 0,
    seq_err: analysis?.sequenceErrors ?? 0,
    duration: rounded(analysis?.duration ?? 0, 6),
    items,
  };
}

function itemOf(analysed: AnalysedPacket, first: number): object {
  const { packet, delta, jitter, skew, bandwidth } = analysed;
  return {
    f: packet.frame,
    o: rounded((packet.milliseconds - first) / 1000, 9),
    sn: packet.sequence,
    d: rounded(delta, 2),
    j: rounded(jitter, 2),
    sk: rounded(skew, 2),
    bw: rounded(bandwidth, 2),
    ...statusOf(analysed),
    ...(packet.marker ? { mark: 1 } : {}),
  };
}

/** The words for a packet, and how grave they are: 1 comfort noise, 2 error, 3 warning, 4 telephone event. */
function statusOf({ packet, oddity, marked, event }: AnalysedPacket): { readonly s?: string; readonly t?: number } {
  if (packet.type === 13) return { s: 'Comfort noise (PT=13, RFC 3389)', t: 1 };
  if (packet.type === 19) return { s: 'Comfort noise (PT=19, reserved)', t: 1 };
  switch (oddity) {
    case 'sequence':
      return { s: 'Wrong sequence number', t: 2 };
    case 'payload-type':
      return { s: `Payload changed to PT=${packet.type}${event ? ' telephone/event' : ''}`, t: 3 };
    case 'timestamp':
      return { s: 'Incorrect timestamp', t: 3 };
    case 'marker-missing':
      return { s: 'Marker missing?', t: 3 };
    default:
      return event ? { s: `PT=${packet.type} telephone/event`, t: 4 } : marked ? { t: 3 } : {};
  }
}

const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));
