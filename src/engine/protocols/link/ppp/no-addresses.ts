/** Links between two ends that have no addresses of their own. */
import { addressKind } from '../../../declare/dissection';
import type { Layer } from '../../../declare/layer';

/** Lets the address columns say that this link has none, unless a layer inside knows better. */
export function setNoAddresses({ dissection }: Layer): void {
  if (dissection.quoting > 0 || dissection.addressKind !== addressKind.none) return;
  dissection.addressKind = addressKind.text;
  dissection.sourceText = 'N/A';
  dissection.destinationText = 'N/A';
}
