/** Internet Message Format: the headers of a mail and its body. RFC 5322. */
import { visible } from '../../bytes/visible';
import { label, text } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, named, protocol } from '../../declare/protocol';
import { walkMedia } from './media/media-type';
import { foldedEnd } from './streams/text-lines';

const names = {
  date: 'Date',
  from: 'From',
  sender: 'Sender',
  reply_to: 'Reply-To',
  to: 'To',
  cc: 'Cc',
  bcc: 'Bcc',
  message_id: 'Message-ID',
  in_reply_to: 'In-Reply-To',
  references: 'References',
  subject: 'Subject',
  comments: 'Comments',
  user_agent: 'User-Agent',
  keywords: 'Keywords',
  return_path: 'Return-Path',
  received: 'Received',
  'content.type': 'Content-Type',
  'content.description': 'Content-Description',
  'content.id': 'Content-ID',
  'content.transfer_encoding': 'Content-Transfer-Encoding',
  mime_version: 'MIME-Version',
  content_language: 'Content-Language',
  importance: 'Importance',
  priority: 'Priority',
  sensitivity: 'Sensitivity',
  delivered_to: 'Delivered-To',
  'ext.mailer': 'X-Mailer',
  'ext.mimeole': 'X-MimeOLE',
  'ext.original-to': 'X-Original-To',
  'thread-index': 'Thread-Index',
  lines: 'Lines',
  precedence: 'Precedence',
} as const;
type HeaderKey = keyof typeof names;

const headerFields = Object.fromEntries(Object.entries(names).map(([key, name]) => [key, text({ label: name })])) as {
  readonly [K in HeaderKey]: ReturnType<typeof text>;
};
const keys = new Map(Object.entries(names).map(([key, name]) => [name.toLowerCase(), key as HeaderKey]));
const maximumHeaders = 2000;

const declared = {
  ...headerFields,
  extension: text({ label: 'Unknown-Extension' }),
  'extension.type': text({ label: 'Type' }),
  'extension.value': text({ label: 'Value' }),
  message_text: label({ label: 'Message-Text' }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'imf',
  title: 'Internet Message Format',
  column: 'IMF',
  setsColumn: false,
  parents: [named('media_type', 'message/rfc822')],
  fields: declared,
  dissect(layer, field) {
    const { protocolColumn } = layer.dissection;
    layer.setColumn(protocolColumn === '' ? 'IMF' : `${protocolColumn}/IMF`);
    const info: string[] = [];
    let contentType = '';
    let at = 0;
    for (let headers = 0; at < layer.available && headers < maximumHeaders; headers++) {
      const next = foldedEnd(layer, at, layer.available);
      const raw = layer.text(at, next - at);
      if (raw.trim() === '') {
        at = next;
        break;
      }
      const colon = raw.indexOf(':');
      const name = raw.slice(0, Math.max(colon, 0)).trim().toLowerCase();
      const value = raw.slice(colon + 1).trim();
      if (name === 'content-type') contentType = value.replace(/\r?\n/g, ' ');
      if (layer.wantsInfo && (name === 'from' || name === 'subject')) info.push(`${name}: ${visible(value)}`);
      if (layer.emitting) showHeader(layer, field, name, value, raw, at, next - at);
      at = next;
    }
    if (layer.wantsInfo) layer.setInfo(`${info.join(', ')}, `);
    if (at >= layer.available) return;
    layer.add(field.message_text, at, layer.available - at);
    if (contentType !== '') walkMedia(layer, contentType, layer.bytes, layer.start + at, layer.available - at);
  },
});

function showHeader(
  layer: Layer,
  field: Fields,
  name: string,
  value: string,
  raw: string,
  at: number,
  length: number,
): void {
  const key = keys.get(name);
  if (key !== undefined) {
    layer.addComputed(field[key], value, at, length);
    return;
  }
  layer.open(field.extension, at, length, raw.trim());
  layer.addComputed(field['extension.type'], name, at, length);
  layer.addComputed(field['extension.value'], value, at, length);
  layer.close();
}
