/** Short names and clocks of RTP's payload types, those that session descriptions give included. RFC 3551, section 6; RFC 8866, section 6.6. */
import type { PacketView, Session } from '../../engine/session';
import { layersIn, type PacketLayer } from '../packet-layers';

export interface PayloadType {
  readonly name: string;
  /** Ticks of the timestamp a second; 0 where it is not known. */
  readonly clock: number;
}

const known = (name: string, clock: number): PayloadType => ({ name, clock });

const staticTypes: Readonly<Record<number, PayloadType>> = {
  0: known('g711U', 8000),
  1: known('fs-1016', 8000),
  2: known('g721', 8000),
  3: known('GSM', 8000),
  4: known('g723', 8000),
  5: known('DVI4 8k', 8000),
  6: known('DVI4 16k', 16000),
  7: known('Exp. from Xerox PARC', 8000),
  8: known('g711A', 8000),
  9: known('g722', 8000),
  10: known('16-bit audio, stereo', 44100),
  11: known('16-bit audio, monaural', 44100),
  12: known('Qualcomm', 8000),
  13: known('CN', 8000),
  14: known('MPEG-I/II Audio', 90000),
  15: known('g728', 8000),
  16: known('DVI4 11k', 11025),
  17: known('DVI4 22k', 22050),
  18: known('g729', 8000),
  19: known('CN(old)', 8000),
  25: known('CellB', 90000),
  26: known('JPEG', 90000),
  28: known('NV', 90000),
  31: known('h261', 90000),
  32: known('MPEG-I/II Video', 90000),
  33: known('MPEG-II streams', 90000),
  34: known('h263', 90000),
};

/** Payload types beyond which no more of the descriptions are remembered. */
const maximumDescribed = 10_000;

/** What the session descriptions of a capture say of the payload types at an endpoint. */
export class PayloadTypes {
  private readonly described = new Map<string, PayloadType>();

  /** Looks at the descriptions in the packets of a view. */
  learn(session: Session, view: PacketView): void {
    for (const { layer } of layersIn(session, view, 'sdp')) this.learnFrom(layer);
  }

  /** The type as the receiver, or else the sender, has described it. */
  of(type: number, ...endpoints: readonly string[]): PayloadType {
    for (const endpoint of endpoints) {
      const described = this.described.get(`${endpoint} ${type}`);
      if (described !== undefined) return described;
    }
    // RFC 5761, section 4: these would look like RTCP.
    if (type >= 72 && type <= 76) return known('Reserved for RTCP conflict avoidance', 0);
    if (type < 96) return staticTypes[type] ?? known('Unassigned', 0);
    return known(`RTPType-${type}`, 0);
  }

  private learnFrom(layer: PacketLayer): void {
    let sessionAddress = '';
    const media: { address: string; readonly port: string; readonly maps: string[] }[] = [];
    for (const { field, value } of layer.inOrder(
      'sdp.connection_info.address',
      'sdp.media.port',
      'sdp.media_attribute.value',
    )) {
      const medium = media.at(-1);
      if (field === 'sdp.media.port') media.push({ address: '', port: value, maps: [] });
      else if (field === 'sdp.media_attribute.value') medium?.maps.push(value);
      else if (medium === undefined) sessionAddress = value;
      else medium.address = value;
    }
    for (const { address, port, maps } of media)
      for (const map of maps) this.describe(endpointOf((address || sessionAddress).replace(/\/.*$/s, ''), port), map);
  }

  /** `102 AMR/8000/1`; other attributes do not look so. */
  private describe(endpoint: string, map: string): void {
    const found = /^(\d{1,3}) ([^/\s]{1,64})\/(\d{1,6})(?:\/\d+)?\s*$/.exec(map);
    if (found === null || this.described.size >= maximumDescribed) return;
    this.described.set(`${endpoint} ${Number(found[1])}`, known(found[2], Number(found[3])));
  }
}

export const endpointOf = (address: string, port: number | string): string => `${address} ${port}`;
