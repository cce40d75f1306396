/** The tree that a display filter is parsed into, before anything is known of fields and types. */

/** UTF-16 offsets `[start, end)` into the filter's text. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export type Comparison = '==' | '!=' | '===' | '!==' | '>' | '<' | '>=' | '<=' | 'contains' | 'matches';
export type Arithmetic = '+' | '-' | '*' | '/' | '%' | '&';

/** A test: true or false of a packet. */
export type Test = Place &
  (
    | { readonly kind: 'and' | 'or' | 'xor'; readonly left: Test; readonly right: Test }
    | { readonly kind: 'not'; readonly operand: Test }
    /** `a < b <= c` has two operators and three operands. */
    | {
        readonly kind: 'compare';
        readonly quantifier?: 'any' | 'all';
        readonly operators: readonly Comparison[];
        readonly operands: readonly Operand[];
      }
    | {
        readonly kind: 'in';
        readonly quantifier?: 'any' | 'all';
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
    | { readonly kind: 'field'; readonly name: string; readonly raw: boolean; readonly layers?: readonly Range[] }
    /** `${name}`: the values of the selected packet. */
    | { readonly kind: 'reference'; readonly name: string; readonly raw: boolean; readonly layers?: readonly Range[] }
    /** An unquoted word. */
    | { readonly kind: 'literal'; readonly text: string }
    | { readonly kind: 'string'; readonly text: string; readonly raw: boolean }
    | { readonly kind: 'character'; readonly text: string }
    | { readonly kind: 'slice'; readonly of: Operand; readonly ranges: readonly Range[] }
    | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Operand[] }
    | { readonly kind: 'arithmetic'; readonly operator: Arithmetic; readonly left: Operand; readonly right: Operand }
    | { readonly kind: 'negative'; readonly of: Operand }
  );

/** A range of bytes or of layers: from an offset (negative: from the end), so long, or to an offset inclusive, or to the end. */
export type Range =
  | { readonly kind: 'length'; readonly from: number; readonly length: number }
  | { readonly kind: 'to'; readonly from: number; readonly to: number }
  | { readonly kind: 'rest'; readonly from: number };
