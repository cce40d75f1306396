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
  const first = session.time(1);
  const last = session.time(packets);
  return {
    frames: packets,
    protocols: [...protocols].filter((name) => name !== ''),
    ...(first === undefined ? {} : { first: Number(first) / 1e9 }),
    ...(last === undefined ? {} : { last: Number(last) / 1e9 }),
  };
}
