/** The command line program, with tshark's options. */
import { CaptureFileError } from '../engine/capture-file/capture-file';
import { openCaptureFile } from '../engine/capture-file/open-capture-file';
import type { Field } from '../engine/declare/field';
import { plainValue } from '../engine/declare/format';
import { ValueSink } from '../engine/decode/value-sink';
import { CaptureIndex } from '../engine/index/index-pass';
import { catalogue } from '../engine/protocols';
import { columnText } from '../engine/session/columns';
import { PacketWalker } from '../engine/session/packet-walker';
import { createNodeHost } from '../node-host/node-host';

const host = createNodeHost();
const args = process.argv.slice(2);
const options: Record<string, string[]> = {};
for (let i = 0; i < args.length; i++) {
  const [name] = args[i].match(/^-./) ?? [''];
  if ('nqxVlp'.includes(name[1]) && args[i].length === 2) options[name] = [''];
  else options[name] = [...(options[name] ?? []), args[i].length > 2 ? args[i].slice(2) : args[++i]];
}
if (options['-G']?.[0] === 'protocols') {
  for (const protocol of catalogue.protocols) console.log(`${protocol.title}\t${protocol.column}\t${protocol.id}`);
  process.exit(0);
}
let code = 0;
try {
  const file = await openCaptureFile(host, options['-r'][0]);
  const index = new CaptureIndex(file, catalogue, host, { verifyChecksums: false });
  while (index.advance(100));
  const names = options['-e'] ?? [];
  const fields: Field[][] = names.map((name) => [...catalogue.field(name)]);
  const unknown = names.filter((_, i) => fields[i].length === 0);
  if (unknown.length > 0) {
    console.error(`Some fields aren't valid: ${unknown.join(' ')}`);
    process.exit(1);
  }
  const separator = (options['-E'] ?? []).find((o) => o.startsWith('separator='))?.slice(10) ?? '\t';
  const sink = new ValueSink(catalogue, [...new Set(fields.flat())]);
  const slot = new Map(sink.fields.map((field, at) => [field, at]));
  const walker = new PacketWalker(index, { verifyChecksums: false });
  const info = names.some((name) => name.toLowerCase() === '_ws.col.info');
  let out = '';
  for (let row = 0; row < index.table.count; row++) {
    sink.reset();
    walker.walk(row, sink, info);
    const cells = fields.map((list) => {
      if (list[0].protocol.id === '_ws.col') return columnText(list[0].key, walker.dissection);
      const found = list.flatMap((field) => sink.values[slot.get(field)!].map(({ value }) => plainValue(field, value)));
      return found.length === 0 ? '' : found[0];
    });
    out += `${cells.join(separator)}\n`;
    if (out.length > 1 << 16) {
      process.stdout.write(out);
      out = '';
    }
  }
  process.stdout.write(out);
  if (index.problem !== undefined) {
    console.error(index.problem.message);
    code = 2;
  }
} catch (error) {
  if (!(error instanceof CaptureFileError)) throw error;
  console.error(error.message);
  code = 2;
}
process.exitCode = code;
