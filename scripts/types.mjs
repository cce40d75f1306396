// Type-checks every room with its own tsconfig, so that a room that may not see the DOM or Node cannot.
import { spawnSync } from 'node:child_process';

const rooms = [
  'src/engine/tsconfig.json',
  'src/tsconfig.node.json',
  'src/renderer/tsconfig.json',
  'test/e2e/tsconfig.json',
];
let failed = false;
for (const room of rooms) {
  const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', room], { stdio: 'inherit' });
  if (status !== 0) {
    console.error(`types: ${room} failed`);
    failed = true;
  }
}
process.exit(failed ? 1 : 0);
