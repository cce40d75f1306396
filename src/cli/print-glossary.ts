/** `-G fields` and `-G protocols`: what the program knows, tab-separated as tshark prints it. */
import type { Catalogue } from '../engine/declare/catalogue';
import type { Field } from '../engine/declare/field';
import { print } from './output';

/** Returns false when there is no such glossary. */
export function printGlossary(name: string, catalogue: Catalogue): boolean {
  switch (name) {
    case 'protocols':
      for (const { title, shortName, id, pseudo } of catalogue.protocols)
        if (!pseudo) print(`${title}\t${shortName}\t${id}\n`);
      return true;
    case 'fields':
      for (const protocol of catalogue.protocols) {
        print(`P\t${protocol.title}\t${protocol.id}\n`);
        for (const field of Object.values(protocol.fields))
          print(
            `F\t${field.label}\t${field.id}\tFT_${field.type}\t${protocol.id}\t${baseOf(field)}\t0x${field.mask.toString(16)}\t${field.options.description ?? ''}\n`,
          );
      }
      return true;
    case 'values':
      for (const field of catalogue.fields) printValues(field);
      return true;
    default:
      return false;
  }
}

const bases = {
  decimal: 'BASE_DEC',
  hex: 'BASE_HEX',
  octal: 'BASE_OCT',
  'decimal-hex': 'BASE_DEC_HEX',
  'hex-decimal': 'BASE_HEX_DEC',
} as const;

function baseOf(field: Field): string {
  if (field.type === 'BOOLEAN') return String(8 * field.length);
  return /^(UINT|INT|CHAR)/.test(field.type) ? bases[field.base] : '';
}

function printValues({ values, id }: Field): void {
  if (values === undefined || typeof values === 'function') return;
  if (Array.isArray(values)) {
    for (const [from, to, text] of values as readonly (readonly [number, number, string])[])
      print(`R\t${id}\t${from}\t${to}\t${text}\n`);
    return;
  }
  const entries = values instanceof Map ? [...values] : Object.entries(values as Readonly<Record<number, string>>);
  for (const [value, text] of entries) print(`V\t${id}\t${value}\t${text}\n`);
}
