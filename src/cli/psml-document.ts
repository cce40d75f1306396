/** Packets as PSML, the XML of `tshark -T psml`: the columns of the packet list. */
import { escapedXml } from './xml';

export const psmlHeader = (titles: readonly string[]): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<psml version="0" creator="sockeye">\n${element('structure', titles)}`;

export const psmlFooter = '</psml>\n';

export const psmlPacket = (cells: readonly string[]): string => element('packet', cells);

function element(name: string, sections: readonly string[]): string {
  return `<${name}>\n${sections.map((text) => `<section>${escapedXml(text)}</section>\n`).join('')}</${name}>\n\n`;
}
