/** The field reference: an engine process that has no capture answers it, so that fields can be looked up before one is open. */
import * as v from 'valibot';
import type { FieldEntries, ValueName } from '../engine/filter/field-entries';
import { call, event, reply } from './contract';

export type { FieldEntry, ValueName } from '../engine/filter/field-entries';

const text = v.pipe(v.string(), v.maxLength(1000));
const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));
const few = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(500));

export const fieldsContract = {
  /** Fields and protocols in which every word of `search` stands: `count` of them after the first `from`. */
  fieldReference: call(v.object({ search: text, from: index, count: few }), reply<FieldEntries>()),
  /** What the values of a field are called. */
  valueNames: call(v.object({ field: text }), reply<readonly ValueName[]>()),
};
export type FieldsContract = typeof fieldsContract;

/** The main process's part. */
export const fieldsMainContract = {
  /** Starts the process where it does not run; its port follows. */
  openFields: call(v.undefined(), reply<void>()),
  /** Nobody looks fields up any more. */
  closeFields: call(v.undefined(), reply<void>()),
  /** The process ended by itself. The next question starts another one. */
  fieldsGone: event<{ readonly message: string }>(),
};
