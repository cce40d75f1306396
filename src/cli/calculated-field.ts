/** Which fields can be added up, compared and averaged. */
import { catalogue } from '../engine/session/open-session';

const numbers = /^U?INT\d+$|^FLOAT$|^DOUBLE$|^RELATIVE_TIME$/;

/** Whether a field that there is has numbers for values. */
export function isCalculable(name: string): boolean {
  const [field] = catalogue.field(name);
  return field !== undefined && numbers.test(field.type);
}
