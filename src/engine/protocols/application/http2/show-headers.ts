/** Shows the headers that a block unpacks to. */
import { visible } from '../../../bytes/visible';
import type { Layer } from '../../../declare/layer';
import { statusNames } from '../../names/http-status';
import type { Fields } from './fields';
import { namedHeader } from './header-fields';
import { type BlockStop, type HeaderBlock, type HeaderLine, shownText } from './hpack';

/** What each line counts for beside its text: two lengths of four bytes. */
const lineOverhead = 8;

const kinds: Readonly<Record<HeaderLine['representation'], string>> = {
  indexed: 'Indexed Header Field',
  indexing: 'Literal Header Field with Incremental Indexing',
  literal: 'Literal Header Field without Indexing',
  never: 'Literal Header Field never Indexed',
};

/** Says, in every pass, why a block was not unpacked to its end. `at` and `length` are the place of its piece in the frame. */
export function reportStop(layer: Layer, stopped: BlockStop, at: number, length: number): void {
  switch (stopped) {
    case '':
      return;
    case 'damaged':
      layer.malformed('The header block is damaged: the headers behind are not known', at, length);
      return;
    case 'limit':
      layer.limited('The header block says more than is unpacked here', at, length);
      return;
    case 'unknown':
      layer.addText(
        at,
        length,
        'Headers are missing: they stand in a table that earlier packets filled, which were not seen whole.',
      );
  }
}

/** A request as `GET /path`, a response as `200 OK`; empty for neither. */
export function summaryOf({ lines }: HeaderBlock): string {
  const value = (wanted: string): string => shownText(lines.find(({ name }) => name === wanted)?.value ?? '');
  const method = value(':method');
  if (method !== '') return visible(`${method} ${value(':path')}`.trim());
  const status = value(':status');
  return visible(`${status} ${statusNames[Number(status)] ?? ''}`.trim());
}

/** `at` and `length` are the place of the block's piece in the frame. */
export function showHeaders(layer: Layer, field: Fields, block: HeaderBlock, at: number, length: number): void {
  const size = block.lines.reduce((sum, { name, value }) => sum + name.length + value.length + lineOverhead, 0);
  layer.addComputed(field['header.length'], size, at, length);
  layer.addComputed(field['header.count'], block.lines.length, at, length);
  for (const line of block.lines) showLine(layer, field, line, at, length);
  showUri(layer, field, block, at, length);
}

function showLine(layer: Layer, field: Fields, line: HeaderLine, at: number, length: number): void {
  const name = shownText(line.name);
  const value = shownText(line.value);
  layer.open(field.header, at, length);
  if (layer.inTree) {
    const phrase = name === ':status' ? statusNames[Number(value)] : undefined;
    layer.retitle(visible(`Header: ${name}: ${value}${phrase === undefined ? '' : ` ${phrase}`}`));
  }
  layer.addComputed(field['header.name.length'], line.name.length, at, length);
  layer.addComputed(field['header.name'], name, at, length);
  layer.addComputed(field['header.value.length'], line.value.length, at, length);
  layer.addComputed(field['header.value'], value, at, length);
  const own = namedHeader(name, value);
  if (own !== undefined) layer.addComputed(field[own.key], own.value, at, length);
  layer.addComputed(field['header.unescaped'], value, at, length);
  layer.addComputed(field['header.repr'], representationOf(line), at, length);
  if (line.index > 0) layer.addComputed(field['header.index'], line.index, at, length);
  layer.close();
}

const representationOf = ({ representation, index }: HeaderLine): string =>
  representation === 'indexed'
    ? kinds.indexed
    : `${kinds[representation]} - ${index > 0 ? 'Indexed Name' : 'New Name'}`;

function showUri(layer: Layer, field: Fields, { lines }: HeaderBlock, at: number, length: number): void {
  const value = (wanted: string): string | undefined => lines.find(({ name }) => name === wanted)?.value;
  const [scheme, authority, path] = [value(':scheme'), value(':authority'), value(':path')];
  if (scheme === undefined || authority === undefined || path === undefined) return;
  layer.addComputed(field['request.full_uri'], shownText(`${scheme}://${authority}${path}`), at, length);
}
