/** The elements that end every packet of IS-IS: type, length, value. ISO/IEC 10589, clause 9.5. */
import type { Layer } from '../../../declare/layer';

/** Bytes of a system's identifier where the header does not say otherwise. */
const usualIdentifierLength = 6;

const names: Readonly<Record<number, string>> = {
  1: 'Area address(es)',
  2: 'IS Reachability',
  6: 'IS Neighbor(s)',
  8: 'Padding',
  9: 'LSP entries',
  10: 'Authentication',
  12: 'Checksum',
  14: 'Originating LSP Buffer Size',
  22: 'Extended IS reachability',
  128: 'IP Internal reachability',
  129: 'Protocols Supported',
  130: 'IP External reachability',
  132: 'IP Interface address(es)',
  134: 'Traffic Engineering Router ID',
  135: 'Extended IP Reachability',
  137: 'Hostname',
  211: 'Restart Signaling',
  222: 'Multi Topology IS Reachability',
  229: 'Multi Topology',
  232: 'IPv6 Interface address(es)',
  235: 'Multi Topology Reachable IPv4 Prefixes',
  236: 'IPv6 reachability',
  237: 'Multi Topology Reachable IPv6 Prefixes',
  240: 'Point-to-point Adjacency State',
  242: 'Router Capability',
};

/** Shows the elements from `at` to the layer's end. */
export function dissectElements(layer: Layer, at: number): void {
  for (let element = at; element + 2 <= layer.reported; ) {
    const type = layer.u8(element);
    const length = layer.u8(element + 1);
    if (element + 2 + length > layer.reported) {
      layer.malformed('An element is longer than its packet', element, 2);
      return;
    }
    layer.need(element, 2 + length);
    if (layer.inTree)
      layer.addText(element, 2 + length, `${names[type] ?? `Unknown code (${type})`} (t=${type}, l=${length})`);
    element += 2 + length;
  }
}

/** Length of identifiers by the common header before this layer: 0 stands for six bytes. */
export function identifierLength(layer: Layer): number {
  const stated = layer.parent?.protocol.id === 'isis' ? layer.parent.u8(3) : 0;
  return stated === 0 || stated > 8 ? usualIdentifierLength : stated;
}

/** Which level the packet belongs to. */
export const levelText = (layer: Layer, second: number): string => (layer.selector === second ? 'L2' : 'L1');

/** `0000.0000.0002`, and what follows the identifier itself as `.01-00`. */
export function systemText(layer: Layer, at: number, length: number, more = 0): string {
  const digits = Array.from(layer.slice(at, length), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const groups = digits.match(/.{1,4}/g)?.join('.') ?? '';
  const rest = Array.from(layer.slice(at + length, more), (byte) => byte.toString(16).padStart(2, '0')).join('-');
  return rest === '' ? groups : `${groups}.${rest}`;
}
