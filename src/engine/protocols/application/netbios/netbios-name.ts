/** NetBIOS names in their first-level encoding: half a byte a letter. RFC 1001, section 14.1. */
import type { Layer } from '../../../declare/layer';
import { DomainName } from '../dns/domain-name';

const domainName = new DomainName();

/** A name that was read; one object is enough, for each is used before the next is read. */
export class NetbiosName {
  /** As shown: `HOST<20>`, with what follows a dot when there is a scope. */
  text = '';
  /** Its last byte, which says what kind of service has the name; -1 when the name is not well formed. */
  kind = -1;

  /** Reads the name at `at` of a message that begins at `message`, and returns where it ends. */
  read(layer: Layer, message: number, at: number, wanted: boolean): number {
    const end = domainName.read(layer, message, at, wanted);
    if (wanted) this.decode(domainName.text);
    return end;
  }

  /** The name's kind in words and parentheses behind a blank, or nothing. */
  get remark(): string {
    const kind = nameKinds[this.kind];
    return kind === undefined ? '' : ` (${kind})`;
  }

  /** Takes the 16 bytes of a name that is not encoded. */
  set(bytes: Uint8Array): void {
    this.kind = bytes[15];
    this.text = plainName(bytes);
  }

  private decode(encoded: string): void {
    const dot = encoded.indexOf('.');
    const label = dot < 0 ? encoded : encoded.slice(0, dot);
    this.kind = -1;
    if (!/^[A-P]{32}$/.test(label)) {
      this.text = `${encoded} (no NetBIOS name)`;
      return;
    }
    const bytes = new Uint8Array(16);
    for (let i = 0; i < 16; i++)
      bytes[i] = ((label.charCodeAt(2 * i) - letterA) << 4) | (label.charCodeAt(2 * i + 1) - letterA);
    this.set(bytes);
    if (dot >= 0) this.text += encoded.slice(dot);
  }
}

const letterA = 0x41;

function plainName(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < 15; i++)
    text += bytes[i] >= 0x20 && bytes[i] < 0x7f ? String.fromCharCode(bytes[i]) : inAngles(bytes[i]);
  return text.trimEnd() + inAngles(bytes[15]);
}

const inAngles = (byte: number): string => `<${byte.toString(16).padStart(2, '0')}>`;

const nameKinds: Readonly<Record<number, string>> = {
  0: 'Workstation/Redirector',
  1: 'Browser',
  2: 'Workstation/Redirector',
  3: 'Messenger service/Main name',
  5: 'Forwarded name',
  6: 'RAS Server service',
  27: 'Domain Master Browser',
  28: 'Domain Controllers',
  29: 'Local Master Browser',
  30: 'Browser Election Service',
  31: 'Net DDE Service',
  32: 'Server service',
  33: 'RAS client service',
  34: 'Exchange Interchange (MSMail Connector)',
  35: 'Exchange Store',
  36: 'Exchange Directory',
  43: 'Lotus Notes Server service',
  48: 'Modem sharing server service',
  49: 'Modem sharing client service',
  67: 'SMS Clients Remote Control',
  68: 'SMS Administrators Remote Control Tool',
  69: 'SMS Clients Remote Chat',
  70: 'SMS Clients Remote Transfer',
  76: 'DEC Pathworks TCP/IP Service on Windows NT',
  82: 'DEC Pathworks TCP/IP Service on Windows NT',
  106: 'Microsoft Exchange IMC',
  135: 'Microsoft Exchange MTA',
  190: 'Network Monitor Agent',
  191: 'Network Monitor Analyzer',
};
