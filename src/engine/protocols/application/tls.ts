/**
 * Transport Layer Security up to where it is encrypted: SSL 2.0 and 3.0, TLS 1.0 to 1.3. RFC 6101, 2246, 4346, 5246, 8446;
 * heartbeats: RFC 6520.
 */
import type { Layer } from '../../declare/layer';
import { on, protocol, recognised } from '../../declare/protocol';
import { tlsFields } from './tls/fields';
import { dissectRecords, looksLikeRecord } from './tls/records';
import { looksLikeSsl2Hello } from './tls/ssl2';

/** TCP ports that Wireshark gives to TLS, but for MongoDB's: most speak that in the clear, and TLS is recognised. */
const ports = [
  324, 443, 465, 636, 802, 853, 993, 995, 1300, 2221, 2443, 3249, 3250, 3251, 3252, 3496, 5061, 5671, 5684, 5868, 8883,
  11207, 19999,
];

export default protocol({
  id: 'tls',
  title: 'Transport Layer Security',
  column: 'TLS',
  setsColumn: false,
  namesUnfinished: true,
  accepts: (layer, at) => !beginsAsText(layer, at),
  parents: [
    on('tcp.port', ...ports),
    recognised('tcp', (layer, at) => looksLikeRecord(layer, at) || looksLikeSsl2Hello(layer, at)),
  ],
  fields: tlsFields,
  dissect: dissectRecords,
});

/** Five printable characters are no TLS, whatever the port: HTTP without it is sent to port 443 often enough. */
function beginsAsText(layer: Layer, at: number): boolean {
  if (!layer.has(at, textSample)) return false;
  for (let i = at; i < at + textSample; i++) {
    const byte = layer.u8(i);
    if (byte < 0x20 || byte > 0x7e) return false;
  }
  return true;
}

const textSample = 5;
