/** The key descriptor of the handshakes that set up keys in wireless networks. IEEE 802.11-2020, section 12.7.2. */
import { bytes, flag, u8, u16 } from '../../../declare/kinds';
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';

const id = (name: string): string => `wlan_rsna_eapol.keydes.${name}`;

export const descriptorFields = {
  'keydes.msgnr': u8({ label: 'Message number', id: id('msgnr'), generated: true }),
  'keydes.key_info': u16({ label: 'Key Information', base: 'hex', id: id('key_info') }),
  'keydes.key_info.keydes_version': u16({
    label: 'Key Descriptor Version',
    mask: 0x0007,
    values: {
      0: 'AES-CMAC or AEAD',
      1: 'RC4 Cipher, HMAC-MD5 MIC',
      2: 'AES Cipher, HMAC-SHA1 MIC',
      3: 'AES Cipher, AES-128-CMAC MIC',
    },
    id: id('key_info.keydes_version'),
  }),
  'keydes.key_info.key_type': flag({
    label: 'Key Type',
    mask: 0x0008,
    length: 2,
    values: { 0: 'Group Key', 1: 'Pairwise Key' },
    id: id('key_info.key_type'),
  }),
  'keydes.key_info.key_index': u16({ label: 'Key Index', mask: 0x0030, id: id('key_info.key_index') }),
  'keydes.key_info.install': flag({ label: 'Install', mask: 0x0040, length: 2, id: id('key_info.install') }),
  'keydes.key_info.key_ack': flag({ label: 'Key ACK', mask: 0x0080, length: 2, id: id('key_info.key_ack') }),
  'keydes.key_info.key_mic': flag({ label: 'Key MIC', mask: 0x0100, length: 2, id: id('key_info.key_mic') }),
  'keydes.key_info.secure': flag({ label: 'Secure', mask: 0x0200, length: 2, id: id('key_info.secure') }),
  'keydes.key_info.error': flag({ label: 'Error', mask: 0x0400, length: 2, id: id('key_info.error') }),
  'keydes.key_info.request': flag({ label: 'Request', mask: 0x0800, length: 2, id: id('key_info.request') }),
  'keydes.key_info.encrypted_key_data': flag({
    label: 'Encrypted Key Data',
    mask: 0x1000,
    length: 2,
    id: id('key_info.encrypted_key_data'),
  }),
  'keydes.key_info.smk_message': flag({
    label: 'SMK Message',
    mask: 0x2000,
    length: 2,
    id: id('key_info.smk_message'),
  }),
  'keydes.nonce': bytes({ label: 'WPA Key Nonce', id: id('nonce') }),
  'keydes.key_iv': bytes({ label: 'Key IV' }),
  'keydes.rsc': bytes({ label: 'WPA Key RSC', id: id('rsc') }),
  'keydes.id': bytes({ label: 'WPA Key ID', id: id('id') }),
  'keydes.mic': bytes({ label: 'WPA Key MIC', id: id('mic') }),
  'keydes.data_len': u16({ label: 'WPA Key Data Length', id: id('data_len') }),
  'keydes.data': bytes({ label: 'WPA Key Data', id: id('data') }),
} as const;

type Fields = FieldsOf<typeof descriptorFields>;

const informationAt = 5;
/** Bits of the key information. */
const bit = { pairwise: 0x0008, install: 0x0040, wantsAnswer: 0x0080 } as const;
/** Where the key data's length stands, behind a code of 16 bytes, and the key data behind it. */
const lengthAt = 97;
const dataAt = 99;

/** Shows the key information, and says in the Info column which message it is. */
export function showKeyInformation(layer: Layer, field: Fields): void {
  const message = messageOf(layer);
  if (layer.wantsInfo) layer.setInfo(message.text);
  if (!layer.emitting) return;
  layer.addComputed(field['keydes.msgnr'], message.number, informationAt, 2);
  layer.open(field['keydes.key_info'], informationAt, 2);
  for (const part of [
    'keydes_version',
    'key_type',
    'key_index',
    'install',
    'key_ack',
    'key_mic',
    'secure',
    'error',
    'request',
    'encrypted_key_data',
    'smk_message',
  ] as const)
    layer.add(field[`keydes.key_info.${part}`], informationAt, 2);
  layer.close();
}

/** Shows what follows the replay counter: nonce, counters, code and key data. */
export function showKeyMaterial(layer: Layer, field: Fields): void {
  layer.need(0, dataAt);
  if (layer.emitting) {
    layer.add(field['keydes.nonce'], 17, 32);
    layer.add(field['keydes.key_iv'], 49, 16);
    layer.add(field['keydes.rsc'], 65, 8);
    layer.add(field['keydes.id'], 73, 8);
    layer.add(field['keydes.mic'], 81, 16);
    layer.add(field['keydes.data_len'], lengthAt, 2);
  }
  const length = layer.u16(lengthAt);
  layer.need(dataAt, length);
  if (length > 0) layer.add(field['keydes.data'], dataAt, length);
}

/** Who answers with key data is in the second message: the fourth has none. */
function messageOf(layer: Layer): { number: number; text: string } {
  const bits = layer.u16(informationAt);
  const wantsAnswer = (bits & bit.wantsAnswer) !== 0;
  if ((bits & bit.pairwise) === 0) {
    const number = wantsAnswer ? 1 : 2;
    return { number, text: `Key (Group Message ${number} of 2)` };
  }
  const hasData = layer.has(lengthAt, 2) && layer.u16(lengthAt) > 0;
  const asked = (bits & bit.install) === 0 ? 1 : 3;
  const number = wantsAnswer ? asked : hasData ? 2 : 4;
  return { number, text: `Key (Message ${number} of 4)` };
}
