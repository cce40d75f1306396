/** What an EtherType names: a place of its own in `frame.protocols`, without bytes. */
import type { Layer } from '../../declare/layer';
import { protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';

const byEtherType = table('ethertype');

const ethertype = protocol({
  id: 'ethertype',
  title: 'Ethertype',
  setsColumn: false,
  pseudo: true,
  fields: {},
  dissect(layer) {
    const type = layer.selector;
    if (layer.nextBy(byEtherType, type, 0)) {
      layer.trim(layer.carried);
      return;
    }
    layer.setColumn(typeText(type));
    if (layer.available > 0) layer.next(data, 0);
  },
});

/** Hands the payload at `at` to the protocol of an EtherType. */
export function dispatchEtherType(layer: Layer, type: number, at: number, reported = layer.reported - at): void {
  // Nothing was captured of what nobody knows: then only the type itself is to be seen.
  if (at >= layer.available && byEtherType.get(type) === undefined) {
    layer.setColumn(typeText(type));
    return;
  }
  layer.next(ethertype, at, reported, type);
}

const typeText = (type: number): string => `0x${type.toString(16).padStart(4, '0')}`;

export default ethertype;
