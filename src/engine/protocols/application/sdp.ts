/** Session Description Protocol. RFC 8866. */
import { decimalAt } from '../../bytes/lines';
import { visible } from '../../bytes/visible';
import { text, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, named, protocol } from '../../declare/protocol';
import { announceMedia } from './sdp/announce-media';
import { eachLine, wordEnd } from './streams/text-lines';

const maximumFormats = 200;

const declared = {
  version: text({ label: 'Session Description Protocol Version (v)' }),
  owner: text({ label: 'Owner/Creator, Session Id (o)' }),
  'owner.username': text({ label: 'Owner Username' }),
  'owner.sessionid': text({ label: 'Session ID' }),
  'owner.version': text({ label: 'Session Version' }),
  'owner.network_type': text({ label: 'Owner Network Type' }),
  'owner.address_type': text({ label: 'Owner Address Type' }),
  'owner.address': text({ label: 'Owner Address' }),
  session_name: text({ label: 'Session Name (s)' }),
  session_info: text({ label: 'Session Information (i)' }),
  uri: text({ label: 'URI of Description (u)' }),
  email: text({ label: 'E-mail Address (e)' }),
  phone: text({ label: 'Phone Number (p)' }),
  connection_info: text({ label: 'Connection Information (c)' }),
  'connection_info.network_type': text({ label: 'Connection Network Type' }),
  'connection_info.address_type': text({ label: 'Connection Address Type' }),
  'connection_info.address': text({ label: 'Connection Address' }),
  bandwidth: text({ label: 'Bandwidth Information (b)' }),
  timezone: text({ label: 'Time Zone Adjustments (z)' }),
  encryption_key: text({ label: 'Encryption Key (k)' }),
  time: text({ label: 'Time Description, active time (t)' }),
  'time.start': text({ label: 'Session Start Time' }),
  'time.stop': text({ label: 'Session Stop Time' }),
  repeat_time: text({ label: 'Repeat Time (r)' }),
  session_attr: text({ label: 'Session Attribute (a)' }),
  'session_attr.field': text({ label: 'Session Attribute Fieldname' }),
  'session_attr.value': text({ label: 'Session Attribute Value' }),
  media: text({ label: 'Media Description, name and address (m)' }),
  'media.media': text({ label: 'Media Type' }),
  'media.port': u16({ label: 'Media Port' }),
  'media.proto': text({ label: 'Media Protocol' }),
  'media.format': text({ label: 'Media Format' }),
  media_title: text({ label: 'Media Title (i)' }),
  media_attr: text({ label: 'Media Attribute (a)' }),
  'media_attribute.field': text({ label: 'Media Attribute Fieldname' }),
  'media_attribute.value': text({ label: 'Media Attribute Value' }),
  unknown: text({ label: 'Unknown' }),
};
type Fields = FieldsOf<typeof declared>;
type Key = keyof typeof declared;

/** The field of each letter, and the fields of the words behind it. */
const lines: Readonly<Record<string, readonly [Key, ...Key[]]>> = {
  v: ['version'],
  o: [
    'owner',
    'owner.username',
    'owner.sessionid',
    'owner.version',
    'owner.network_type',
    'owner.address_type',
    'owner.address',
  ],
  s: ['session_name'],
  i: ['session_info'],
  u: ['uri'],
  e: ['email'],
  p: ['phone'],
  c: ['connection_info', 'connection_info.network_type', 'connection_info.address_type', 'connection_info.address'],
  b: ['bandwidth'],
  z: ['timezone'],
  k: ['encryption_key'],
  t: ['time', 'time.start', 'time.stop'],
  r: ['repeat_time'],
};

export default protocol({
  id: 'sdp',
  title: 'Session Description Protocol',
  column: 'SDP',
  setsColumn: false,
  parents: [named('media_type', 'application/sdp')],
  fields: declared,
  dissect(layer, field) {
    const { protocolColumn } = layer.dissection;
    layer.setColumn(protocolColumn === '' ? 'SDP' : `${protocolColumn}/SDP`);
    if (layer.learning) announceMedia(layer);
    if (!layer.emitting) return;
    let inMedia = false;
    eachLine(layer, 0, layer.available, (at, stop) => {
      if (stop - at < 2 || layer.u8(at + 1) !== 0x3d) {
        if (stop > at) layer.add(field.unknown, at, stop - at);
        return;
      }
      const letter = String.fromCharCode(layer.u8(at));
      if (letter === 'm') inMedia = true;
      showLine(layer, field, letter, at + 2, stop, inMedia);
    });
  },
});

function showLine(layer: Layer, field: Fields, letter: string, at: number, stop: number, inMedia: boolean): void {
  if (letter === 'm') {
    showMedia(layer, field, at, stop);
    return;
  }
  if (letter === 'a') {
    showAttribute(layer, field, at, stop, inMedia);
    return;
  }
  const [key, ...parts] = lines[letter] ?? ['unknown'];
  layer.open(letter === 'i' && inMedia ? field.media_title : field[key], at, stop - at);
  showWords(
    layer,
    parts.map((part) => field[part]),
    at,
    stop,
  );
  layer.close();
}

/** Gives each word a field; the last field takes the rest. */
function showWords(layer: Layer, fields: readonly Fields['media.proto'][], at: number, stop: number): void {
  let word = at;
  fields.forEach((field, index) => {
    if (word >= stop) return;
    const blank = index === fields.length - 1 ? -1 : layer.find(0x20, word, stop);
    const end = blank < 0 ? stop : blank;
    layer.add(field, word, end - word);
    word = end + 1;
  });
}

function showMedia(layer: Layer, field: Fields, at: number, stop: number): void {
  layer.open(field.media, at, stop - at);
  let word = at;
  for (let index = 0; word < stop && index < maximumFormats; index++) {
    const end = wordEnd(layer, word, stop);
    if (index === 0) layer.add(field['media.media'], word, end - word);
    else if (index === 1) {
      const port = decimalAt(layer.bytes, layer.start + word, layer.start + end);
      layer.add(field['media.port'], word, end - word, Math.max(port, 0) & 0xffff);
    } else layer.add(index === 2 ? field['media.proto'] : field['media.format'], word, end - word);
    word = end + 1;
  }
  layer.close();
}

function showAttribute(layer: Layer, field: Fields, at: number, stop: number, inMedia: boolean): void {
  layer.open(inMedia ? field.media_attr : field.session_attr, at, stop - at);
  if (layer.inTree) {
    const label = inMedia ? 'Media' : 'Session';
    layer.retitle(`${label} Attribute (a): ${visible(layer.text(at, stop - at))}`);
  }
  const colon = layer.find(0x3a, at, stop);
  const nameEnd = colon < 0 ? stop : colon;
  layer.add(inMedia ? field['media_attribute.field'] : field['session_attr.field'], at, nameEnd - at);
  if (colon >= 0)
    layer.add(inMedia ? field['media_attribute.value'] : field['session_attr.value'], colon + 1, stop - colon - 1);
  layer.close();
}
