/** What an EtherType names: a place of its own in `frame.protocols`, without bytes. */
import type { Layer } from '../../declare/layer';
import { protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import { etherTypeNames } from '../names/ether-types';

const byEtherType = table('ethertype');

const ethertype = protocol({
  id: 'ethertype',
  title: 'Ethertype',
  setsColumn: false,
  pseudo: true,
  fields: {},
  dissect(layer) {
    if (walkAs(layer, layer.selector, 0, layer.reported)) layer.trim(layer.carried);
  },
});

/** Walks the payload at `at` as what the type names, or as data: then its length says nothing, and the result is false. */
function walkAs(layer: Layer, type: number, at: number, reported: number): boolean {
  if (layer.nextBy(byEtherType, type, at, reported)) return true;
  layer.setColumn(typeText(type));
  const name = etherTypeNames[type];
  if (name !== undefined) layer.setInfo(name);
  if (layer.available > at && reported > 0) layer.next(data, at, reported);
  return false;
}

/** Hands the payload at `at` to the protocol of an EtherType. */
export function dispatchEtherType(layer: Layer, type: number, at: number, reported = layer.reported - at): void {
  // Nothing was captured of what nobody knows: then only the type itself is to be seen.
  if (at >= layer.available && byEtherType.get(type) === undefined) {
    layer.setColumn(typeText(type));
    return;
  }
  const { dissection } = layer;
  if (reported >= 0 && layer.has(at, 0) && dissection.enterUnheard(ethertype)) {
    const known = walkAs(layer, type, at, reported);
    dissection.leaveUnheard(known ? Math.min(reported, layer.carried) : reported);
    return;
  }
  layer.next(ethertype, at, reported, type);
}

const typeText = (type: number): string => `0x${type.toString(16).padStart(4, '0')}`;

export default ethertype;
