/** The packet list's line: number, time, addresses, protocol, length, information, as wide as tshark makes them. */

const numberWidth = 5;
const timeWidth = 10;
const addressWidth = 12;

/** `cells` are those of the seven standard columns; `separator` stands between them. */
export function summaryLine(cells: readonly string[], separator: string): string {
  const [number, time, source, destination, protocol, length, info] = cells;
  return [
    number.padStart(numberWidth),
    time.padStart(timeWidth),
    source.padStart(addressWidth),
    '→',
    destination.padEnd(addressWidth),
    protocol,
    length,
    info,
  ].join(separator);
}
