/** Remembers which hardware address uses which IPv4 address, to notice when a second one does. RFC 5227, section 2.4. */
import type { Layer } from '../../../declare/layer';

interface Owner {
  readonly hardware: number;
  frame: number;
  seconds: number;
}

/** Addresses that are remembered: the oldest are forgotten. */
const maximumOwners = 65_536;

/**
 * What another hardware address's earlier use of an IPv4 address is known by: its packet and how many seconds ago it was seen.
 * `addressAt` and `hardwareAt` are offsets in the layer.
 */
export function duplicateUse(
  layer: Layer,
  addressAt: number,
  hardwareAt: number,
): { readonly frame: number; readonly seconds: number } | undefined {
  const { dissection, memory } = layer;
  const frame = memory.remember(dissection, dissection.learning ? learn(layer, addressAt, hardwareAt) : 0);
  if (frame === 0) return undefined;
  return { frame, seconds: memory.remember(dissection, elapsed(layer, addressAt)) };
}

function learn(layer: Layer, addressAt: number, hardwareAt: number): number {
  const address = layer.u32(addressAt);
  const hardware = layer.u48(hardwareAt);
  // Nobody's address, and no machine's.
  if (address === 0 || hardware === 0 || hardware === 0xffff_ffff_ffff) return 0;
  const owners = ownersOf(layer);
  const owner = owners.get(address);
  const { frame, seconds } = layer.dissection;
  if (owner === undefined) {
    if (owners.size >= maximumOwners) owners.delete(owners.keys().next().value!);
    owners.set(address, { hardware, frame, seconds });
    return 0;
  }
  if (owner.hardware !== hardware) return owner.frame;
  owner.frame = frame;
  owner.seconds = seconds;
  return 0;
}

function elapsed(layer: Layer, addressAt: number): number {
  if (!layer.dissection.learning) return 0;
  const owner = ownersOf(layer).get(layer.u32(addressAt));
  return owner === undefined ? 0 : Math.max(0, layer.dissection.seconds - owner.seconds) >>> 0;
}

/** Kept for the whole capture: no conversation is entered at the link layer. */
function ownersOf(layer: Layer): Map<number, Owner> {
  return layer.memory.conversationState(layer.dissection, 'arp', () => ({ owners: new Map<number, Owner>() })).owners;
}
