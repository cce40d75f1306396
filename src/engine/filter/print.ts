/** Writes the tree of a filter as text; parsing the text gives the same tree. */
import { rangeText } from './ranges';
import type { Arithmetic, Element, FieldName, Operand, Test } from './syntax';

const tightness = { or: 0, xor: 1, and: 2, not: 3 } as const;
const arithmeticTightness: Readonly<Record<Arithmetic, number>> = { '&': 0, '+': 1, '-': 1, '*': 2, '/': 2, '%': 2 };

/** A test as text, in the operators' first spellings. */
export function printTest(test: Test): string {
  switch (test.kind) {
    case 'and':
    case 'or':
    case 'xor':
      return test.operands.map((operand) => within(operand, tightness[test.kind] + 1)).join(` ${test.kind} `);
    case 'not':
      return `not ${within(test.operand, tightness.not)}`;
    case 'compare': {
      const [first, ...rest] = test.operands;
      return `${quantifierText(test)}${printOperand(first)}${rest.map((operand, i) => ` ${test.operators[i]} ${printOperand(operand)}`).join('')}`;
    }
    case 'in':
      return `${quantifierText(test)}${printOperand(test.operand)} ${test.negated ? 'not ' : ''}in {${test.elements.map(elementText).join(', ')}}`;
    case 'exists':
      return printOperand(test.operand);
    default:
      return test satisfies never;
  }
}

function within(test: Test, least: number): string {
  const own = test.kind in tightness ? tightness[test.kind as keyof typeof tightness] : 4;
  return own < least ? `(${printTest(test)})` : printTest(test);
}

const quantifierText = ({ quantifier }: { readonly quantifier?: string }): string =>
  quantifier === undefined ? '' : `${quantifier} `;

const elementText = ({ from, to }: Element): string =>
  to === undefined ? printOperand(from) : `${printOperand(from)} .. ${printOperand(to)}`;

/** An operand as text. */
export function printOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'field':
    case 'reference':
      return fieldText(operand);
    case 'literal':
      return operand.forced ? `:${operand.text}` : operand.text;
    case 'string':
      return quoted(operand.text, operand.bytes);
    case 'character':
      return characterText(operand.code);
    case 'slice':
      return `${grouped(operand.of, operand.of.kind === 'arithmetic' || operand.of.kind === 'negative')}[${operand.ranges.map(rangeText).join(',')}]`;
    case 'call':
      return `${operand.name}(${operand.arguments.map(printOperand).join(', ')})`;
    case 'arithmetic': {
      const own = arithmeticTightness[operand.operator];
      const looser = (side: Operand, least: number) =>
        grouped(side, side.kind === 'arithmetic' && arithmeticTightness[side.operator] < least);
      return `${looser(operand.left, own)} ${operand.operator} ${looser(operand.right, own + 1)}`;
    }
    case 'negative':
      return `-${grouped(operand.of, operand.of.kind === 'arithmetic')}`;
    default:
      return operand satisfies never;
  }
}

const grouped = (operand: Operand, needed: boolean): string =>
  needed ? `{${printOperand(operand)}}` : printOperand(operand);

function fieldText({ kind, name, raw, layers }: FieldName): string {
  const behind =
    layers === undefined
      ? ''
      : layers.length === 1 && layers[0].kind === 'length' && layers[0].length === 1 && layers[0].from >= 0
        ? `#${layers[0].from}`
        : `#[${layers.map(rangeText).join(',')}]`;
  if (kind === 'reference') return `\${${raw ? '@' : ''}${name}${behind}}`;
  return `${raw ? '@' : behind === '' ? '.' : ''}${name}${behind}`;
}

/** Text in quotation marks; bytes that are no UTF-8 as escapes. */
function quoted(text: string, bytes: Uint8Array): string {
  const encoded = encoder.encode(text);
  const faithful = encoded.length === bytes.length && encoded.every((byte, i) => byte === bytes[i]);
  let out = '';
  for (const character of faithful ? text : String.fromCharCode(...bytes)) {
    const code = character.codePointAt(0)!;
    if (character === '"' || character === '\\') out += `\\${character}`;
    else if (code < 0x20 || code === 0x7f || (!faithful && code > 0x7f)) out += `\\x${hex(code)}`;
    else out += character;
  }
  return `"${out}"`;
}

const hex = (code: number): string => code.toString(16).padStart(2, '0');

function characterText(code: number): string {
  if (code >= 0x20 && code < 0x7f)
    return code === 0x27 || code === 0x5c ? `'\\${String.fromCharCode(code)}'` : `'${String.fromCharCode(code)}'`;
  return code < 0x100 ? `'\\x${hex(code)}'` : `'${String.fromCodePoint(code)}'`;
}

const encoder = new TextEncoder();
