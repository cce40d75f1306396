/** The columns `column0`, `column1` … that a request for rows can choose, as sharkd numbers and writes them. */
import type { Session } from '../../engine/session';
import { columnFormats, customColumn } from './column-formats';
import { type Request, RpcError } from './request';

const badColumn = -13001;
/** Columns of one row, sharkd's bound. */
const maximumColumns = 32;

interface ChosenColumn {
  /** None for a column that is always empty. */
  readonly fields: readonly string[];
  /** Which occurrence, from 1 or from the end below 0; 0 for all. */
  readonly occurrence: number;
}

/** Reads the cells of the chosen columns; undefined when the request names none. @throws RpcError */
export function chosenColumns(
  session: Session,
  params: Request['params'],
): ((number: number) => readonly string[]) | undefined {
  const columns: ChosenColumn[] = [];
  for (let index = 0; index < maximumColumns && params[`column${index}`] !== undefined; index++)
    columns.push(chosenColumn(String(params[`column${index}`]), session));
  if (columns.length === 0) return undefined;
  const reader = session.fieldReader(columns.flatMap(({ fields }) => fields));
  if ('unknown' in reader) throw new Error(`Fields are missing: ${reader.unknown.join(', ')}`);
  return (number) => {
    const values = [...reader.read(number)];
    return columns.map(({ fields, occurrence }) =>
      values
        .splice(0, fields.length)
        .flatMap((found) => chosenOccurrences(found, occurrence))
        .join(','),
    );
  };
}

function chosenOccurrences(found: readonly string[], occurrence: number): readonly string[] {
  if (occurrence === 0) return found;
  const value = found.at(occurrence > 0 ? occurrence - 1 : occurrence);
  return value === undefined ? [] : [value];
}

/** `7` is a column by its number, `ip.src or arp.src.proto_ipv4:1` the first occurrence of fields. Those that nobody knows are empty. */
function chosenColumn(definition: string, session: Session): ChosenColumn {
  const custom = /^([^:]*):(-?\d{1,4})$/.exec(definition);
  if (custom !== null) {
    const names = custom[1].trim().split(/\s*\|\|\s*|\s+or\s+/, maximumColumns);
    return {
      fields: names.filter((name) => !('unknown' in session.fieldReader([name]))),
      occurrence: Number(custom[2]),
    };
  }
  const format = /^\d+$/.test(definition) ? columnFormats[Number(definition)] : undefined;
  if (format === undefined || Number(definition) === customColumn)
    throw new RpcError(
      badColumn,
      `Column definition invalid - note column ${customColumn} requires a custom definition`,
    );
  return { fields: format.field === '' ? [] : [format.field], occurrence: 0 };
}
