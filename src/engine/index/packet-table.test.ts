/** The columns that chunks share, or have of their own where their packets need it. */
import { expect, test } from 'vitest';
import { chunkLength, colourUnknown, PacketTable } from './packet-table';

function tableOf(count: number): PacketTable {
  const table = new PacketTable();
  for (let row = 0; row < count; row++) table.append(24 + row * 100, 60, 60, 1_700_000_000, row);
  return table;
}

test('one column of lengths serves until a packet was cut, and the packets before keep theirs', () => {
  const table = tableOf(chunkLength + 3);
  const whole = table.bytes;
  table.append(0, 68, 1500, 1_700_000_000, 0);
  table.append(0, 70, 70, 1_700_000_000, 0);
  const rows = [chunkLength + 2, chunkLength + 3, chunkLength + 4];
  expect(rows.map((row) => [table.capturedOf(row), table.originalOf(row)])).toEqual([
    [60, 60],
    [68, 1500],
    [70, 70],
  ]);
  expect(table.bytes - whole).toBe(4 * chunkLength);
});

test('sources and colours of one chunk are not those of another', () => {
  const table = tableOf(chunkLength + 1);
  const first = table.sourceNumber(-1, 1, 0);
  const second = table.sourceNumber(2, 113, 0);
  table.chunkOf(chunkLength).setSource(0, second);
  table.chunkOf(0).setColour(5, 7);
  expect([table.sourceOf(0).linkType, table.sourceOf(chunkLength).linkType, first]).toEqual([1, 113, 0]);
  expect([table.chunkOf(0).colour[5], table.chunkOf(0).colour[4], table.chunkOf(chunkLength).colour[5]]).toEqual([
    7,
    colourUnknown,
    colourUnknown,
  ]);
  table.chunkOf(0).forgetColours();
  expect(table.chunkOf(0).colour[5]).toBe(colourUnknown);
});
