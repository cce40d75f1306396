/** Tells a DNS message by its header, on ports that are not DNS's: the resolvers of containers and proxies use any. */
import type { Layer } from '../../../declare/layer';

const headerLength = 12;
const mostAnswers = 100;
const mostOthers = 10;

/** As Wireshark's heuristic has it: one plain question, and no more records than such a message carries. RFC 1035, section 4.1.1 */
export function looksLikeMessage(layer: Layer, at: number): boolean {
  if (layer.available <= at + headerLength) return false;
  const flags = layer.u16(at + 2);
  if ((flags & 0x7800) !== 0 || layer.u16(at + 10) > mostOthers) return false;
  const [questions, answers, authorities] = [layer.u16(at + 4), layer.u16(at + 6), layer.u16(at + 8)];
  const isResponse = flags >= 0x8000;
  if (!isResponse) return questions === 1 && answers === 0 && authorities === 0;
  return questions <= 1 && answers <= mostAnswers && authorities <= mostOthers;
}
