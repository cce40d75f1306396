/** What a UDP checksum tells. Zero stands for none, which IPv6 forbids. RFC 768; RFC 8200, section 8.1. */
import { addressKind } from '../../../declare/dissection';
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import { verifiedStatus } from '../tcp/checksum';

const status = { bad: 0, unverified: 2, notPresent: 3, illegal: 4 } as const;
const protocolNumber = 17;

/** The value of `udp.checksum.status`. */
export function udpChecksumStatus(layer: Layer): number {
  const { dissection } = layer;
  if (layer.u16(6) === 0)
    return dissection.addressKind === addressKind.ipv6 && dissection.quoting === 0 ? status.illegal : status.notPresent;
  if (dissection.fragmented || dissection.quoting > 0) return status.unverified;
  const length = layer.u16(4);
  return length > layer.reported ? status.unverified : verifiedStatus(layer, protocolNumber, length || layer.reported);
}

/** Says what is wrong with the checksum. */
export function remarkChecksum(
  layer: Layer,
  field: { readonly 'checksum.bad': Field; readonly 'checksum.zero': Field },
): void {
  if (!layer.wants(field['checksum.bad'], field['checksum.zero'])) return;
  const found = udpChecksumStatus(layer);
  if (found === status.bad) layer.remark(field['checksum.bad'], 6, 2);
  else if (found === status.illegal) layer.remark(field['checksum.zero'], 6, 2);
}
