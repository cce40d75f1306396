/** eXtensible Markup Language: tags, attributes and text, as they stand. */
import { visible } from '../../bytes/visible';
import { text } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, named, protocol } from '../../declare/protocol';

const maximumTokens = 10_000;
const maximumNesting = 100;
const open = 0x3c;
const close = 0x3e;

const declared = {
  xmlpi: text({ label: 'XMLPI' }),
  comment: text({ label: 'Comment' }),
  doctype: text({ label: 'Doctype' }),
  cdatasection: text({ label: 'CDATASection' }),
  tag: text({ label: 'Tag' }),
  attribute: text({ label: 'Attribute' }),
  cdata: text({ label: 'CDATA' }),
  unknown: text({ label: 'Unknown' }),
};

export default protocol({
  id: 'xml',
  title: 'eXtensible Markup Language',
  column: 'XML',
  setsColumn: false,
  parents: [
    named(
      'media_type',
      'text/xml',
      'text/vnd.wap.wml',
      'text/vnd.wap.si',
      'text/vnd.wap.sl',
      'text/vnd.wap.co',
      'application/xml',
      'application/soap+xml',
      'application/atom+xml',
      'application/rss+xml',
      'application/xml-dtd',
      'application/rdf+xml',
      'application/vnd.wv.csp+xml',
      'application/reginfo+xml',
      'application/smil',
      'application/x-wms-logconnectstats',
      'application/rlmi+xml',
      'application/auth-policy+xml',
      'application/conference-info+xml',
      'application/dialog-info+xml',
      'application/pidf+xml',
      'application/cpim-pidf+xml',
      'application/resource-lists+xml',
      'application/rls-services+xml',
      'application/watcherinfo+xml',
      'application/xcap-diff+xml',
      'application/vnd.oma.xdm-apd+xml',
      'application/xmpp+xml',
      'image/svg+xml',
    ),
  ],
  fields: declared,
  opening: 0,
  dissect(layer, field) {
    const { protocolColumn } = layer.dissection;
    layer.setColumn(protocolColumn === '' ? 'XML' : `${protocolColumn}/XML`);
    if (layer.emitting) showTokens(layer, field);
  },
});

function showTokens(layer: Layer, field: FieldsOf<typeof declared>): void {
  const { available } = layer;
  let at = 0;
  let depth = 0;
  let tokens = 0;
  while (at < available) {
    if (++tokens > maximumTokens) {
      layer.limited(`More than ${maximumTokens} tags: the rest is not shown`, at, available - at);
      break;
    }
    const end = tokenEnd(layer, at);
    const first = layer.u8(at);
    const second = at + 1 < end ? layer.u8(at + 1) : 0;
    if (first !== open) {
      const shown = layer.text(at, end - at).trim();
      if (shown !== '') {
        layer.addComputed(field.cdata, shown, at, end - at);
        layer.retitle(visible(shown));
      }
    } else if (second === 0x3f) showToken(layer, field.xmlpi, at, end);
    else if (second === 0x21)
      showToken(
        layer,
        startsWith(layer, at, '<!--')
          ? field.comment
          : startsWith(layer, at, '<![')
            ? field.cdatasection
            : field.doctype,
        at,
        end,
      );
    else if (second === 0x2f) {
      if (layer.inTree) layer.addText(at, end - at, visible(layer.text(at, end - at)));
      if (depth > 0) {
        depth--;
        layer.close(end);
      }
    } else {
      const opens = layer.u8(end - 1) === close && layer.u8(Math.max(end - 2, at)) !== 0x2f;
      showTag(layer, field, at, end);
      if (opens && depth < maximumNesting) depth++;
      else layer.close();
    }
    at = end;
  }
  while (depth-- > 0) layer.close();
}

/** Opens the line of a tag with its attributes below it. */
function showTag(layer: Layer, field: FieldsOf<typeof declared>, at: number, end: number): void {
  const tag = layer.text(at, end - at);
  layer.open(field.tag, at, end - at, tag);
  layer.retitle(visible(tag));
  for (const [attribute] of tag.matchAll(/[^\s<>/=]+\s*=\s*(?:"[^"]*"|'[^']*')/g)) {
    layer.addComputed(field.attribute, attribute, at, end - at);
    layer.retitle(visible(attribute));
  }
}

function showToken(layer: Layer, field: FieldsOf<typeof declared>['tag'], at: number, end: number): void {
  layer.add(field, at, end - at);
  if (layer.inTree) layer.retitle(visible(layer.text(at, end - at)));
}

/** The end of the tag, comment, section or text that begins at `at`. */
function tokenEnd(layer: Layer, at: number): number {
  const { available } = layer;
  if (layer.u8(at) !== open) {
    const next = layer.find(open, at);
    return next < 0 ? available : next;
  }
  const closing = startsWith(layer, at, '<!--') ? '-->' : startsWith(layer, at, '<![CDATA[') ? ']]>' : '>';
  for (let stop = layer.find(close, at); stop >= 0; stop = layer.find(close, stop + 1))
    if (closing.length === 1 || (stop >= at + 6 && layer.latin1(stop - 2, 3) === closing)) return stop + 1;
  return available;
}

const startsWith = (layer: Layer, at: number, word: string): boolean =>
  layer.has(at, word.length) && layer.latin1(at, word.length) === word;
