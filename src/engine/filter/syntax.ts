/** The tree that a display filter is parsed into, before anything is known of fields and types. */

/** UTF-16 offsets `[start, end)` into the filter's text. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export type Comparison = '==' | '!=' | '===' | '!==' | '>' | '<' | '>=' | '<=' | 'contains' | 'matches';
export type Arithmetic = '+' | '-' | '*' | '/' | '%' | '&';
export type Quantifier = 'any' | 'all';

/** A test: true or false of a packet. */
export type Test = Place &
  (
    | { readonly kind: 'and' | 'or' | 'xor'; readonly operands: readonly Test[] }
    | { readonly kind: 'not'; readonly operand: Test }
    /** `a < b <= c` has two operators and three operands. */
    | {
        readonly kind: 'compare';
        readonly quantifier?: Quantifier;
        readonly operators: readonly Comparison[];
        readonly operands: readonly Operand[];
      }
    | {
        readonly kind: 'in';
        readonly quantifier?: Quantifier;
        readonly negated: boolean;
        readonly operand: Operand;
        readonly elements: readonly Element[];
      }
    /** An operand that stands alone: a field is there, a number is not zero. */
    | { readonly kind: 'exists'; readonly operand: Operand }
  );

/** A member of a set: one value, or all from the first to the last. */
export interface Element extends Place {
  readonly from: Operand;
  readonly to?: Operand;
}

/** What is compared. */
export type Operand = Place &
  (
    | FieldName
    /** An unquoted word. `forced` ones were written `:word` and are never names. */
    | { readonly kind: 'literal'; readonly text: string; readonly forced: boolean }
    /** In quotes: the bytes that were written, and what they are as UTF-8. */
    | { readonly kind: 'string'; readonly text: string; readonly bytes: Uint8Array }
    /** In single quotes: the number of one character. */
    | { readonly kind: 'character'; readonly code: number }
    | { readonly kind: 'slice'; readonly of: Operand; readonly ranges: readonly Range[] }
    | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Operand[] }
    | { readonly kind: 'arithmetic'; readonly operator: Arithmetic; readonly left: Operand; readonly right: Operand }
    | { readonly kind: 'negative'; readonly of: Operand }
  );

/** A field of the packet, or (`$name`, `${name}`) of the selected packet. */
export interface FieldName {
  readonly kind: 'field' | 'reference';
  readonly name: string;
  /** Written with `@`: the bytes it was read from. */
  readonly raw: boolean;
  readonly layers?: readonly Range[];
}

/** A range of bytes or of layers: from an offset (negative: from the end), so long, or to an offset inclusive, or to the end. */
export type Range =
  | { readonly kind: 'length'; readonly from: number; readonly length: number }
  | { readonly kind: 'to'; readonly from: number; readonly to: number }
  | { readonly kind: 'rest'; readonly from: number };
