// After `npm ci`: says what live capture lacks when the optional package cap could not be built.
import { existsSync } from 'node:fs';

if (process.platform === 'linux' && !existsSync('node_modules/cap/build/Release/cap.node')) {
  console.log(
    'Live capture is off: the package cap could not be built. On Debian: apt-get install libpcap-dev g++ make python3',
  );
  console.log('then: npm ci. Everything else works without it.');
}
