/** `analyse`: how many packets there are, from when to when, and which protocols, in the order in which they appear. */
import type { LoadedCapture } from './loaded-capture';

export function analyse({ session, packets }: LoadedCapture): object {
  const reader = session.fieldReader(['frame.protocols']);
  const protocols = new Set<string>();
  const stacks = new Set<string>();
  if (!('unknown' in reader))
    for (let number = 1; number <= packets; number++) {
      const [[stack = '']] = reader.read(number);
      if (stacks.has(stack)) continue;
      stacks.add(stack);
      for (const protocol of ['frame', ...stack.split(':')]) protocols.add(protocol);
    }
  const span = session.timeSpan();
  return {
    frames: packets,
    protocols: [...protocols].filter((name) => name !== ''),
    ...(span === undefined ? {} : { first: Number(span.first) / 1e9, last: Number(span.last) / 1e9 }),
  };
}
