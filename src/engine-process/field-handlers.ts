/** Answers the field reference, which needs no capture. */
import { namesOfValues, searchFields } from '../engine/session/field-reference';
import type { Handlers } from '../shared/contract';
import type { FieldsContract } from '../shared/fields-contract';

export const fieldHandlers: Handlers<FieldsContract> = {
  fieldReference: ({ search, from, count }) => searchFields(search, from, count),
  valueNames: ({ field }) => namesOfValues(field),
};
