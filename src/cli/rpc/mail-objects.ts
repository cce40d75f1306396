/** Messages of the Internet Message Format as objects to export. */
import { layersIn, layersOf } from '../packet-layers';
import type { ExportedObject } from './exported-objects';
import type { LoadedCapture } from './loaded-capture';

/** In the order of the packets that complete them. */
export function mailObjects(capture: LoadedCapture): readonly ExportedObject[] {
  const objects: ExportedObject[] = [];
  for (const { frame, layer, nth } of layersIn(capture.session, capture.packetsOf('imf'), 'imf')) {
    objects.push({
      pkt: frame,
      hostname: addressIn(layer.value('imf.from') ?? layer.value('imf.sender') ?? ''),
      type: 'EML file',
      filename: `${layer.value('imf.subject') ?? ''}.eml`,
      len: layer.line.length,
      bytes: () => bytesOf(capture, frame, nth),
    });
  }
  return objects;
}

/** Read anew: what a tree gives is only good until the next one is asked for. */
function bytesOf({ session }: LoadedCapture, frame: number, nth: number): Uint8Array {
  const tree = session.tree(frame);
  const { buffer, at, length } = layersOf(tree, 'imf')[nth].line;
  return tree.buffers[buffer].bytes.subarray(at, at + length);
}

/** `"Gurpartap" <g@example.com>` is from g@example.com. RFC 5322, section 3.4. */
const addressIn = (mailbox: string): string => /<([^<>]*)>/.exec(mailbox)?.[1] ?? mailbox.trim();
