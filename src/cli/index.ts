/** The command line program. */
import { openCaptureFile } from '../engine/capture-file/open-capture-file';
import { CaptureIndex } from '../engine/index/index-pass';
import { catalogue } from '../engine/protocols';
import { protocolHierarchy } from '../engine/statistics/protocol-hierarchy';
import { createNodeHost } from '../node-host/node-host';

const host = createNodeHost();
const file = await openCaptureFile(host, process.argv[3]);
const started = host.now();
const index = new CaptureIndex(file, catalogue, host, { verifyChecksums: false });
while (index.advance(100));
console.error(host.now() - started, process.memoryUsage.rss() / 1e6, index.table.count, index.memory.conversations.count, index.memory.conversations.bytes);
const print = (node: ReturnType<typeof protocolHierarchy>, depth: number): void => {
  for (const child of node.children) {
    console.log(`${' '.repeat(depth * 2)}${child.protocol.id}`.padEnd(40), `frames:${child.packets} bytes:${child.bytes}`);
    print(child, depth + 1);
  }
};
print(protocolHierarchy(index.table, index.stackColumns, index.stacks), 0);
