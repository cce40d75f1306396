/** Which data came before: a chunk that is sent again brings nothing new. RFC 9260, section 6.3.3. */
import type { Layer } from '../../../declare/layer';

/** Numbers that are remembered per direction: more than are under way at a time. At first there is room for few; both are powers of two. */
const remembered = 512;
const atFirst = 16;

/** The last numbers of one direction, each in the place that its low bits name, and the frames that brought them. */
class SeenNumbers {
  private numbers = new Uint32Array(atFirst);
  private frames = new Uint32Array(atFirst);

  /** The frame that brought the number first; 0 and a note of it when this one does. */
  see(number: number, frame: number): number {
    let place = this.placeOf(number);
    while (this.isTaken(place, number) && this.numbers.length < remembered) {
      this.grow();
      place = this.placeOf(number);
    }
    if (this.frames[place] !== 0 && this.numbers[place] === number) return this.frames[place];
    this.numbers[place] = number;
    this.frames[place] = frame;
    return 0;
  }

  private placeOf(number: number): number {
    return number & (this.numbers.length - 1);
  }

  private isTaken(place: number, number: number): boolean {
    return this.frames[place] !== 0 && this.numbers[place] !== number;
  }

  /** Thousands of associations say next to nothing: each has the room that its numbers need. */
  private grow(): void {
    const { numbers, frames } = this;
    this.numbers = new Uint32Array(numbers.length * 2);
    this.frames = new Uint32Array(numbers.length * 2);
    for (let place = 0; place < numbers.length; place++)
      if (frames[place] !== 0) {
        this.numbers[this.placeOf(numbers[place])] = numbers[place];
        this.frames[this.placeOf(numbers[place])] = frames[place];
      }
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
