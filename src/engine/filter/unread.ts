/** Fields of protocols that nobody here reads yet: known by name, and in no packet. */
import type { Field, FieldDeclaration } from '../declare/field';
import { type Protocol, protocol } from '../declare/protocol';
import { unreadFields, unreadProtocols, unreadStatuses } from './unread-names';

const status: FieldDeclaration = {
  type: 'UINT8',
  label: 'Checksum Status',
  values: { 0: 'Bad', 1: 'Good', 2: 'Unverified' },
};

let fields: ReadonlyMap<string, Field> | undefined;

/** The field of such a name. */
export function unreadField(name: string): Field | undefined {
  fields ??= new Map(allFields());
  return fields.get(name);
}

function* allFields(): Generator<readonly [name: string, field: Field]> {
  for (const id of unreadProtocols) yield [id, withFields(id, {}).self];
  const declared: (readonly [name: string, declaration: FieldDeclaration])[] = Object.entries(unreadFields).flatMap(
    ([type, names]) => names.map((name) => [name, { type: type as FieldDeclaration['type'], label: name }] as const),
  );
  for (const [name, declaration] of [...declared, ...unreadStatuses.map((each) => [each, status] as const)]) {
    const point = name.indexOf('.');
    const key = name.slice(point + 1);
    yield [name, withFields(name.slice(0, point), { [key]: declaration }).fields[key]];
  }
}

const withFields = (id: string, own: Readonly<Record<string, FieldDeclaration>>): Protocol =>
  protocol({ id, title: id, fields: own, dissect: () => undefined });
