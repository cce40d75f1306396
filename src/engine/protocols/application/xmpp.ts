/** Extensible Messaging and Presence Protocol: stanzas in outline, as XML. RFC 6120, RFC 6121. */
import { flag, label, text } from '../../declare/kinds';
import { type Layer, oneMoreSegment } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import tls from './tls';
import xml from './xml';
import { type Stanza, stanzasOf } from './xmpp/stanzas';

const port = 5222;
const close = 0x3e;
const blank = 0x20;
/** The server's consent to TLS. RFC 6120, section 5.4.2.3. */
const consent = '<proceed';

const fields = {
  iq: label({ label: 'IQ' }),
  message: label({ label: 'MESSAGE' }),
  presence: label({ label: 'PRESENCE' }),
  stream: label({ label: 'STREAM' }),
  id: text({ label: 'id' }),
  type: text({ label: 'type' }),
  from: text({ label: 'from' }),
  to: text({ label: 'to' }),
  stream_end: label({ label: 'STREAM END', id: 'xmpp.stream.end' }),
  out: flag({ label: 'Packet Out', hidden: true, generated: true }),
  in: flag({ label: 'Packet In', hidden: true, generated: true }),
} as const;

type Fields = FieldsOf<typeof fields>;

const lines = ['iq', 'message', 'presence', 'stream'] as const;
const attributes = ['id', 'type', 'from', 'to'] as const;

export default protocol({
  id: 'xmpp',
  title: 'XMPP Protocol',
  column: 'XMPP',
  parents: [on('tcp.port', port)],
  fields,
  dissect(layer, field) {
    layer.setInfo('');
    if (layer.reported === 1 && layer.has(0, 1) && layer.u8(0) === blank) {
      layer.setInfo('Whitespace Keepalive');
      return;
    }
    if (!endsWithTag(layer) && layer.needMore(0, oneMoreSegment)) return;
    if (layer.has(0, consent.length) && layer.latin1(0, consent.length) === consent)
      layer.memory.setApplication(layer.dissection, tls, true);
    if (layer.emitting || layer.wantsInfo) showStanzas(layer, field);
    const { infoColumn } = layer.dissection;
    layer.next(xml, 0);
    layer.dissection.infoColumn = infoColumn;
  },
});

/** Whether the last byte that is no white space ends a tag: what has not come yet would end with one as well. */
function endsWithTag(layer: Layer): boolean {
  for (let at = layer.available - 1; at >= 0; at--) if (layer.u8(at) > blank) return layer.u8(at) === close;
  return true;
}

function showStanzas(layer: Layer, field: Fields): void {
  const out = layer.dissection.destinationPort === port;
  for (const stanza of stanzasOf(layer)) {
    layer.addComputed(out ? field.out : field.in, 1);
    showStanza(layer, field, stanza);
    if (!layer.wantsInfo) continue;
    const peer = out ? stanza.attributes.to : stanza.attributes.from;
    layer.setInfo(`${summary(stanza)}${peer === undefined ? '' : `${out ? '>' : '<'} ${peer} `}`);
  }
}

function showStanza(layer: Layer, field: Fields, stanza: Stanza): void {
  const { name, at, end } = stanza;
  if (name === '/stream') {
    layer.add(field.stream_end, at, end - at);
    return;
  }
  const line = lines.find((each) => each === name);
  if (line === undefined) return;
  layer.open(field[line], at, end - at);
  for (const key of attributes) {
    const value = stanza.attributes[key];
    if (value !== undefined) layer.addComputed(field[key], value, at, end - at);
  }
  layer.close();
}

/** What Info says of elements that carry nothing of interest, by name. */
const summaries: Readonly<Record<string, string>> = {
  presence: 'PRESENCE ',
  message: 'MESSAGE ',
  auth: 'AUTH',
  challenge: 'CHALLENGE',
  response: 'RESPONSE',
  success: 'SUCCESS',
  failure: 'FAILURE ',
  xml: 'XML ',
  stream: 'STREAM ',
  '/stream': 'STREAM END',
  features: 'FEATURES ',
  starttls: 'STARTTLS ',
  proceed: 'PROCEED ',
};

function summary({ name, attributes: { type }, children }: Stanza): string {
  if (name !== 'iq') return summaries[name] ?? 'UNKNOWN PACKET ';
  const asked = children.map(
    (child) =>
      `${child.name.toUpperCase()}${child.name === 'query' ? `(${shortNamespace(child.attributes.xmlns)})` : ''} `,
  );
  return `IQ(${type ?? ''}) ${asked.join('')}`;
}

const shortNamespace = (name = ''): string => name.replace(/^http:\/\/jabber\.org\/protocol\//, '');
