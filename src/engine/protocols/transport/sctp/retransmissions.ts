/** Which data came before: a chunk that is sent again brings nothing new. RFC 9260, section 6.3.3. */
import type { Layer } from '../../../declare/layer';

/** Numbers that are remembered per direction, a power of two: more than are under way at a time. */
const remembered = 512;

/** The last numbers of one direction, each in the place that its low bits name, and the frames that brought them. */
class SeenNumbers {
  private readonly numbers = new Uint32Array(remembered);
  private readonly frames = new Uint32Array(remembered);

  /** The frame that brought the number first; 0 and a note of it when this one does. */
  see(number: number, frame: number): number {
    const place = number & (remembered - 1);
    if (this.frames[place] !== 0 && this.numbers[place] === number) return this.frames[place];
    this.numbers[place] = number;
    this.frames[place] = frame;
    return 0;
  }
}

interface Seen {
  forward?: SeenNumbers;
  backward?: SeenNumbers;
}
const create = (): Seen => ({});

/** The earlier frame that brought the data with this number; 0 for data that is new. To be asked once a chunk. */
export function broughtBefore(layer: Layer, number: number): number {
  const { dissection, memory } = layer;
  if (dissection.quoting > 0) return 0;
  let frame = 0;
  if (layer.learning) {
    const seen = memory.conversationState(dissection, 'sctp-data', create);
    const own = dissection.forward ? 'forward' : 'backward';
    seen[own] ??= new SeenNumbers();
    frame = seen[own].see(number, dissection.frame);
  }
  return memory.remember(dissection, frame);
}
