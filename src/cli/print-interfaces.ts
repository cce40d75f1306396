/** Prints the interfaces (`-D`) and their link types (`-L`) as tshark does; what cannot be captured on says why, on standard error. */
import { visible } from '../engine/bytes/visible';
import type { CaptureInterface } from '../shared/live-capture';
import { print } from './output';

export function printInterfaces(interfaces: readonly CaptureInterface[]): void {
  for (const { number, name, description } of interfaces)
    print(`${number}. ${visible(name)}${description === undefined ? '' : ` (${visible(description)})`}\n`);
  explain(interfaces);
}

export function printLinkTypes({ name, linkTypes }: CaptureInterface): void {
  print(`Data link types of interface ${visible(name)} (use option -y to set):\n`);
  for (const type of linkTypes) print(`  ${type.name} (${type.description})\n`);
}

/** When nothing at all can be captured on, the reason and the remedies. */
function explain(interfaces: readonly CaptureInterface[]): void {
  const first = interfaces[0]?.capturability;
  if (first === undefined || first.possible || interfaces.some(({ capturability }) => capturability.possible)) return;
  console.error(`sockeye: ${first.reason}`);
  printRemedies(first.remedies);
}

export function printRemedies(remedies: readonly { readonly title: string; readonly command?: string }[]): void {
  for (const { title, command } of remedies) if (command !== undefined) console.error(`\n${title}:\n  ${command}`);
}
