/** Where a session description lets media come to: packets to and from there are RTP. RFC 8866, sections 5.7 and 5.14. */
import { ipv4Bytes, ipv6Bytes } from '../../../bytes/address-bytes';
import type { Layer } from '../../../declare/layer';
import { conversationKind } from '../../../declare/memory';
import rtp from '../rtp';
import { eachLine } from '../streams/text-lines';

/** Lines that are longer are not looked at, and media beyond so many are not announced. */
const maximumLine = 256;
const maximumMedia = 64;

/** Profiles whose packets are RTP in the clear. RFC 3551, RFC 4585. */
const profiles: ReadonlySet<string> = new Set(['RTP/AVP', 'RTP/AVPF']);

/** A port of 0 refuses the medium. RFC 3264, section 6. */
interface Medium {
  readonly port: number;
  address: Uint8Array | undefined;
}

/** To be called while the capture is learned. */
export function announceMedia(layer: Layer): void {
  let session: Uint8Array | undefined;
  let medium: Medium | undefined;
  const media: Medium[] = [];
  eachLine(layer, 0, layer.available, (at, stop) => {
    if (stop - at < 2 || stop - at > maximumLine || layer.u8(at + 1) !== 0x3d) return;
    const letter = layer.u8(at);
    if (letter === 0x63) {
      const address = addressIn(layer.latin1(at + 2, stop - at - 2));
      if (medium === undefined) session = address;
      else medium.address = address;
    } else if (letter === 0x6d && media.length < maximumMedia) {
      medium = mediumIn(layer.latin1(at + 2, stop - at - 2));
      media.push(medium);
    }
  });
  for (const { port, address = session } of media)
    if (port > 0 && address?.some((byte) => byte !== 0))
      layer.memory.announce(layer.dissection, conversationKind.udp, address, port, rtp);
}

/** `IN IP4 192.0.2.1/127`: what stands behind the address of a group is its scope. */
function addressIn(text: string): Uint8Array | undefined {
  const [network, kind, address = ''] = text.trim().split(/[ /]/);
  if (network !== 'IN') return undefined;
  return kind === 'IP4' ? ipv4Bytes(address) : kind === 'IP6' ? ipv6Bytes(address) : undefined;
}

/** `audio 49170/2 RTP/AVP 0`; of media that are no RTP, the port is 0. */
function mediumIn(text: string): Medium {
  const found = /^\S+ (\d{1,5})(?:\/\d+)? (\S+)/.exec(text);
  const port = found !== null && profiles.has(found[2]) ? Number(found[1]) : 0;
  return { port: port > 0xffff ? 0 : port, address: undefined };
}
