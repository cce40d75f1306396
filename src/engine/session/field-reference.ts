/** The fields that filters, columns and exports know: what the field reference shows, with or without a capture. */
import { type FieldEntries, fieldEntries, type ValueName, valueNames } from '../filter/field-entries';
import { catalogue } from '../protocols';

/** Fields and protocols that have all words of `search`: `count` of them after the first `from`. */
export const searchFields = (search: string, from: number, count: number): FieldEntries =>
  fieldEntries(catalogue, search, from, count);

export const namesOfValues = (field: string): readonly ValueName[] => valueNames(catalogue, field);
