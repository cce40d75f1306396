/** The packet list's line: number, time, addresses, protocol, length, information, as wide as tshark makes them. */

const numberWidth = 5;
const timeWidth = 10;
const addressWidth = 12;

/** `cells` are those of the seven standard columns. */
export function summaryLine([number, time, source, destination, protocol, length, info]: readonly string[]): string {
  return `${number.padStart(numberWidth)} ${time.padStart(timeWidth)} ${source.padStart(addressWidth)} → ${destination.padEnd(addressWidth)} ${protocol} ${length} ${info}`;
}
