/** What stands behind the header of Cassandra's messages, by operation. Native protocol v4, section 4. */
import type { Reading } from './reading';
import { showMetadata, showRows } from './rows';

type Show = (reading: Reading) => void;

const queryFlag = {
  values: 0x01,
  pageSize: 0x04,
  pagingState: 0x08,
  serial: 0x10,
  timestamp: 0x20,
  names: 0x40,
} as const;

const requests: Readonly<Record<number, readonly [title: string, Show]>> = {
  1: ['Message STARTUP', (reading) => reading.texts(2 * reading.number(reading.field.string_map_size, 2))],
  7: ['Query', showQuery],
  9: ['Message PREPARE', (reading) => reading.text(reading.field.string, 4)],
  10: ['Message EXECUTE', showExecute],
  11: ['Message REGISTER', (reading) => reading.texts(reading.number(reading.field.string_list_size, 2))],
  13: ['Message BATCH', showBatch],
};
const responses: Readonly<Record<number, readonly [title: string, Show]>> = {
  0: ['Message ERROR', showError],
  3: ['Message AUTHENTICATE', (reading) => reading.text()],
  6: ['Message SUPPORTED', showSupported],
  8: ['Message RESULT', showResult],
  12: ['Message EVENT', (reading) => reading.text()],
};

/** Operations without anything behind the header: OPTIONS, READY, and what authentication exchanges. */
const withoutBody = [2, 5, 14, 15, 16];

export function showMessage(reading: Reading, operation: number, asks: boolean): void {
  const { layer, field } = reading;
  const known = (asks ? requests : responses)[operation];
  if (known === undefined) {
    if (!withoutBody.includes(operation)) layer.remark(field.ie_data_not_dissected_yet, reading.at, reading.left);
    return;
  }
  const [title, show] = known;
  layer.openText(reading.at, reading.left, title);
  show(reading);
  layer.close();
}

function showQuery(reading: Reading): void {
  reading.text(reading.field.string, 4);
  showParameters(reading, false);
}

function showExecute(reading: Reading): void {
  reading.shortBytes(reading.field.query_id);
  showParameters(reading, true);
}

function showParameters(reading: Reading, isPrepared: boolean): void {
  const { field, layer } = reading;
  reading.number(field.consistency, 2);
  const at = reading.at;
  const flags = layer.u8(at);
  layer.open(field['query.flags'], at, 1);
  for (const bit of queryBits) layer.add(field[`query.flags.${bit}`], at, 1);
  layer.close();
  reading.skip(1);
  if ((flags & queryFlag.values) !== 0) {
    const count = reading.number(field.value_count, 2);
    for (let i = 0; i < count; i++) {
      if (!isPrepared && (flags & queryFlag.names) !== 0) reading.text();
      reading.bytes();
    }
  }
  if ((flags & queryFlag.pageSize) !== 0) reading.number(field.page_size, 4);
  if ((flags & queryFlag.pagingState) !== 0) reading.bytes();
  if ((flags & queryFlag.serial) !== 0) reading.number(field.consistency, 2);
  if ((flags & queryFlag.timestamp) !== 0) showTimestamp(reading);
}

const queryBits = [
  'values',
  'skip_metadata',
  'page_size',
  'paging_state',
  'serial_consistency',
  'default_timestamp',
  'value_names',
] as const;

/** Microseconds since 1970. */
function showTimestamp(reading: Reading): void {
  const { layer, field, at } = reading;
  layer.add(field.timestamp, at, 8, BigInt.asIntN(64, layer.u64(at)) * 1000n);
  reading.skip(8);
}

function showBatch(reading: Reading): void {
  const { field, layer } = reading;
  reading.number(field.batch_type, 1);
  const queries = reading.number(field.batch_query_size, 2);
  for (let i = 0; i < queries; i++) {
    if (reading.number(field.batch_query_type, 1) === 0) reading.text(field.string, 4);
    else reading.shortBytes(field.query_id);
    const values = reading.number(field.value_count, 2);
    for (let value = 0; value < values; value++) reading.bytes();
  }
  reading.number(field.consistency, 2);
  const at = reading.at;
  layer.open(field['batch.flags'], at, 1);
  layer.add(field['batch.flags.serial_consistency'], at, 1);
  layer.add(field['batch.flags.default_timestamp'], at, 1);
  layer.add(field['batch.flags.with_name_for_values'], at, 1);
  layer.close();
}

function showError(reading: Reading): void {
  reading.number(reading.field.error_code, 4);
  reading.text();
}

function showSupported(reading: Reading): void {
  const { field } = reading;
  const options = reading.number(field.string_map_size, 2);
  for (let i = 0; i < options; i++) {
    reading.text();
    reading.texts(reading.number(field.string_list_size, 2));
  }
}

const kind = { rows: 2, keyspace: 3, prepared: 4, schemaChange: 5 } as const;

function showResult(reading: Reading): void {
  const { field } = reading;
  switch (reading.number(field['result.kind'], 4)) {
    case kind.rows:
      showRows(reading);
      break;
    case kind.keyspace:
      reading.text();
      break;
    case kind.prepared:
      reading.shortBytes(field.query_id);
      showMetadata(reading, true);
      showMetadata(reading, false);
      break;
    case kind.schemaChange:
      reading.texts(3);
      break;
    default:
  }
}
