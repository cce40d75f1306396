/** HTML forms as `application/x-www-form-urlencoded`. WHATWG URL, section 5. */
import { hexadecimalDigit } from '../../bytes/lines';
import { visible } from '../../bytes/visible';
import { text } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, named, protocol } from '../../declare/protocol';

const maximumItems = 5000;
const utf8 = new TextDecoder('utf-8');

const declared = {
  key: text({ label: 'Key' }),
  value: text({ label: 'Value' }),
};

export default protocol({
  id: 'urlencoded-form',
  title: 'HTML Form URL Encoded',
  column: 'URL Encoded Form Data',
  setsColumn: false,
  parents: [named('media_type', 'application/x-www-form-urlencoded')],
  fields: declared,
  dissect(layer, field) {
    const { mediaType } = layer.dissection;
    if (layer.wantsInfo) layer.appendInfo(` (${mediaType})`);
    layer.heading(`: ${mediaType}`);
    if (!layer.emitting) return;
    const { available } = layer;
    let at = 0;
    for (let items = 0; at < available && items < maximumItems; items++) {
      const ampersand = layer.find(0x26, at);
      const stop = ampersand < 0 ? available : ampersand;
      if (stop > at) showItem(layer, field, at, stop);
      at = stop + 1;
    }
    if (at < available) layer.limited(`More than ${maximumItems} items: the rest is not shown`, at, available - at);
  },
});

function showItem(layer: Layer, field: FieldsOf<typeof declared>, from: number, end: number): void {
  const equals = layer.find(0x3d, from, end);
  const keyEnd = equals < 0 ? end : equals;
  const valueStart = equals < 0 ? end : equals + 1;
  const key = decoded(layer.slice(from, keyEnd - from));
  const value = decoded(layer.slice(valueStart, end - valueStart));
  if (layer.inTree) layer.openText(from, end - from, `Form item: "${visible(key)}" = "${visible(value)}"`);
  layer.addComputed(field.key, key, from, keyEnd - from);
  layer.addComputed(field.value, value, valueStart, end - valueStart);
  if (layer.inTree) layer.close();
}

/** Plus signs are spaces, `%` begins two hexadecimal digits. */
function decoded(bytes: Uint8Array): string {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const high = bytes[i] === 0x25 && i + 2 < bytes.length ? hexadecimalDigit(bytes[i + 1]) : -1;
    const low = high < 0 ? -1 : hexadecimalDigit(bytes[i + 2]);
    if (low >= 0) {
      out[length++] = high * 16 + low;
      i += 2;
    } else out[length++] = bytes[i] === 0x2b ? 0x20 : bytes[i];
  }
  return utf8.decode(out.subarray(0, length));
}
