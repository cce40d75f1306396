/** Point-to-Point Protocol, in HDLC-like framing and without. RFC 1661, RFC 1662. */
import { linkType } from '../../capture-file/link-types';
import { bytes, u8, u16, u32 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import { pppProtocolNames } from '../names/ppp-protocols';
import chdlc from './chdlc';
import { setNoAddresses } from './ppp/no-addresses';

const byProtocol = table('ppp.protocol');
const byEtherType = table('ethertype');

/** The EtherTypes of protocols that have one: they are attached by it. */
const etherTypeOf: Readonly<Record<number, number>> = {
  33: 0x0800,
  41: 0x809b,
  43: 0x8137,
  87: 0x86dd,
  641: 0x8847,
  643: 0x8848,
};

/** Serial links of Cisco's are captured as PPP where nobody knew. */
const isCiscoAddress = (byte: number): boolean => byte === 0x0f || byte === 0x8f;

export default protocol({
  id: 'ppp',
  title: 'Point-to-Point Protocol',
  column: 'PPP',
  parents: [
    on('wtap_encap', linkType.ppp, linkType.pppHdlc, linkType.pppWithDirection),
    on('gre.proto', 0x880b),
    on('ethertype', 0x880b),
  ],
  fields: {
    address: u8({ label: 'Address', base: 'hex' }),
    control: u8({ label: 'Control', base: 'hex' }),
    protocol: u16({ label: 'Protocol', base: 'hex', values: pppProtocolNames }),
    code: u8({ label: 'Code' }),
    identifier: u8({ label: 'Identifier', base: 'decimal-hex' }),
    length: u16({ label: 'Length' }),
    magic_number: u32({ label: 'Magic Number', base: 'hex' }),
    data: bytes({ label: 'Data' }),
  },
  dissect(layer, field) {
    setNoAddresses(layer);
    let at = 0;
    if (isCiscoAddress(layer.u8(0))) {
      layer.next(chdlc, 0);
      return;
    }
    if (layer.u8(at) === 0xff) {
      layer.add(field.address, at, 1);
      layer.add(field.control, at + 1, 1);
      at += 2;
    }
    // Protocol field compression: the first byte of a whole number is even. RFC 1661, section 6.5.
    const short = (layer.u8(at) & 1) === 1;
    const number = short ? layer.u8(at) : layer.u16(at);
    layer.add(field.protocol, at, short ? 1 : 2);
    at += short ? 1 : 2;
    layer.span(at);
    if (layer.nextBy(byProtocol, number, at) || layer.nextBy(byEtherType, etherTypeOf[number] ?? 0, at)) return;
    if (layer.wantsInfo) layer.setInfo(`PPP ${pppProtocolNames[number] ?? 'Unknown'} (${hexadecimal(number)})`);
    layer.setColumn(hexadecimal(number));
    if (layer.reported > at) layer.next(data, at);
  },
});

const hexadecimal = (number: number): string => `0x${number.toString(16).padStart(4, '0')}`;
