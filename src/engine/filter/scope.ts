/** What is known while a filter is compiled, and what is collected. */
import type { Catalogue } from '../declare/catalogue';
import type { Field } from '../declare/field';
import type { FieldReference } from './compiled-filter';
import { nearestNames } from './nearest-names';
import type { Warning } from './parse';
import { fail } from './problem';
import type { Place } from './syntax';
import { unreadField } from './unread';

const none: readonly Field[] = [];

/** Protocols that were called otherwise. */
const renamed: Readonly<Record<string, string>> = { bootp: 'dhcp', ssl: 'tls', wlan_mgt: 'wlan' };

function currentName(name: string): string | undefined {
  const [first] = name.split('.', 1);
  return Object.hasOwn(renamed, first) ? renamed[first] + name.slice(first.length) : undefined;
}

export class Scope {
  /** Fields whose values are asked for. */
  readonly fields = new Set<Field>();
  wantsInfo = false;
  wantsColumns = false;
  readonly warnings: Warning[] = [];

  constructor(
    readonly catalogue: Catalogue,
    readonly reference: FieldReference | undefined,
  ) {}

  warn(message: string, { start, end }: Place): void {
    if (!this.warnings.some((known) => known.start === start && known.message === message))
      this.warnings.push({ message, start, end });
  }

  /** Fields of a name, written as they are declared; none where nothing is called so. */
  find(name: string, place: Place): readonly Field[] {
    const fields = this.catalogue.field(name);
    if (fields.length > 0) return fields[0].id === name ? fields : none;
    const unread = unreadField(name);
    if (unread !== undefined) {
      this.warn(`“${name}” is not read by this program yet: no packet has it.`, place);
      return [unread];
    }
    const current = currentName(name);
    if (current === undefined || this.catalogue.field(current).length === 0) return none;
    this.warn(`“${name}” is deprecated: write “${current}”.`, place);
    return this.catalogue.field(current);
  }

  /** Fields of a name that must be one. @throws FilterSyntaxError */
  require(name: string, place: Place): readonly Field[] {
    const fields = this.find(name, place);
    if (fields.length > 0) return fields;
    const { start, end } = place;
    const near = nearestNames(name, this.catalogue);
    const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : '';
    return fail(`“${name}” is neither a field nor a protocol.${hint}`, start, end);
  }
}
