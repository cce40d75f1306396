/** The machinery of the typed contract: calls and events between processes, and what derives from them. */
import type { GenericSchema, InferOutput } from 'valibot';

/** A request with a reply. `schema` checks the request where it arrives; the reply's type is known only to the compiler. */
export interface Call<Schema extends GenericSchema, Value> {
  readonly kind: 'call';
  readonly schema: Schema;
  readonly value?: () => Value;
}

/** Something that is told without being asked. */
export interface Announcement<Payload> {
  readonly kind: 'event';
  readonly payload?: () => Payload;
}

/** Declares the type of a call's reply. */
export function reply<Value>(): { readonly value?: () => Value } {
  return {};
}

/** Declares a call: what is asked, checked at run time, and what is answered. */
export function call<Schema extends GenericSchema, Value>(
  schema: Schema,
  _reply: { readonly value?: () => Value },
): Call<Schema, Value> {
  return { kind: 'call', schema };
}

/** Declares an event. */
export function event<Payload>(): Announcement<Payload> {
  return { kind: 'event' };
}

// biome-ignore lint/suspicious/noExplicitAny: any contract entry, whatever it carries
export type Contract = Readonly<Record<string, Call<any, any> | Announcement<any>>>;

export type CallName<Entries extends Contract> = {
  // biome-ignore lint/suspicious/noExplicitAny: matches a call of any type
  [Name in keyof Entries]: Entries[Name] extends Call<any, any> ? Name : never;
}[keyof Entries] &
  string;

export type EventName<Entries extends Contract> = {
  // biome-ignore lint/suspicious/noExplicitAny: matches an event of any type
  [Name in keyof Entries]: Entries[Name] extends Announcement<any> ? Name : never;
}[keyof Entries] &
  string;

export type Request<Entries extends Contract, Name extends keyof Entries> =
  // biome-ignore lint/suspicious/noExplicitAny: only the schema matters here
  Entries[Name] extends Call<infer Schema, any> ? InferOutput<Schema> : never;

export type Value<Entries extends Contract, Name extends keyof Entries> =
  // biome-ignore lint/suspicious/noExplicitAny: only the value matters here
  Entries[Name] extends Call<any, infer Answer> ? Answer : never;

export type Payload<Entries extends Contract, Name extends keyof Entries> =
  Entries[Name] extends Announcement<infer Told> ? Told : never;

/** What a call comes back as. */
export type Reply<Answer> =
  | { readonly ok: true; readonly value: Answer }
  | { readonly ok: false; readonly error: { readonly message: string } };

/** The functions that answer a contract's calls. */
export type Handlers<Entries extends Contract> = {
  readonly [Name in CallName<Entries>]: (
    request: Request<Entries, Name>,
  ) => Value<Entries, Name> | Promise<Value<Entries, Name>>;
};
