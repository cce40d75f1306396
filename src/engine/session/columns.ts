/** The text of the packet list's columns, from what a walk left in its dissection. */
import { etherText, hexText, ipv4TextAt, ipv6Text } from '../bytes/address';
import { visible } from '../bytes/visible';
import { addressKind, type Dissection } from '../declare/dissection';

/** Texts of `_ws.col.*` by the last part of the name. The time is left to who knows its format. */
export function columnText(column: string, dissection: Dissection): string {
  switch (column) {
    case 'number':
      return String(dissection.frame);
    case 'source':
    case 'def_src':
      return sourceText(dissection);
    case 'destination':
    case 'def_dst':
      return destinationText(dissection);
    case 'protocol':
      return visible(dissection.protocolColumn);
    case 'length':
    case 'packet_length':
      return String(dissection.originalLength);
    case 'info':
      return visible(dissection.infoColumn);
    default:
      return '';
  }
}

export const sourceText = (dissection: Dissection): string =>
  addressText(dissection, dissection.sourceAt, dissection.sourceText);

export const destinationText = (dissection: Dissection): string =>
  addressText(dissection, dissection.destinationAt, dissection.destinationText);

function addressText({ addressKind: kind, addressBytes }: Dissection, at: number, text: string): string {
  switch (kind) {
    case addressKind.ether:
      return etherText(addressBytes, at);
    case addressKind.ipv4:
      return ipv4TextAt(addressBytes, at);
    case addressKind.ipv6:
      return ipv6Text(addressBytes, at);
    case addressKind.eui64:
      return hexText(addressBytes.subarray(at, at + 8), ':');
    case addressKind.text:
      return visible(text);
    default:
      return '';
  }
}
