/** Finds the values that a name stands for: `ip.proto == "TCP"`. */
import { type Field, nameIn, type ValueNames, widthOf } from '../declare/field';

/** Values asked of a table of names that is a function, from 0. */
const askedValues = 0x1_0000;

/** What a name means: one value, or several that only the name itself can tell. */
export type NamedValue = { readonly kind: 'one'; readonly value: number } | { readonly kind: 'several' };

const reverses = new WeakMap<object, ReadonlyMap<string, NamedValue>>();

/** The value of a field that is called so, in either case; undefined when none is. */
export function valueNamed(name: string, field: Field): NamedValue | undefined {
  if (field.values === undefined) return undefined;
  let reverse = reverses.get(field.values);
  if (reverse === undefined) {
    reverse = reversed(namedValues(field));
    reverses.set(field.values, reverse);
  }
  return reverse.get(name.toLowerCase());
}

/** All values of a field that have names, ascending. Several for each range. */
export function namedValues({ values, type }: Field): readonly (readonly [value: number, name: string])[] {
  if (values === undefined) return [];
  if (typeof values === 'function') {
    const found: (readonly [number, string])[] = [];
    const last = Math.min(askedValues, 256 ** (widthOf[type] ?? 4));
    for (let value = 0; value < last; value++) {
      const name = nameIn(values, value);
      if (name !== undefined) found.push([value, name]);
    }
    return found;
  }
  return tableEntries(values);
}

function tableEntries(values: Exclude<ValueNames, (value: number) => string | undefined>) {
  if (Array.isArray(values))
    return (values as readonly (readonly [number, number, string])[]).flatMap(([from, to, name]) =>
      from === to ? [[from, name] as const] : [[from, name] as const, [to, name] as const],
    );
  if (values instanceof Map) return [...(values as ReadonlyMap<number, string>)];
  return Object.entries(values as Readonly<Record<string, string>>).map(
    ([value, name]) => [Number(value), name] as const,
  );
}

function reversed(entries: readonly (readonly [number, string])[]): ReadonlyMap<string, NamedValue> {
  const map = new Map<string, NamedValue>();
  for (const [value, name] of entries) {
    const key = name.toLowerCase();
    map.set(key, map.has(key) ? { kind: 'several' } : { kind: 'one', value });
  }
  return map;
}
