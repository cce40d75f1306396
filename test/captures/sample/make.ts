/** Writes the sample capture into resources/: `npm run sample`. */
import { writeFileSync } from 'node:fs';
import { sampleCapture } from './sample';

writeFileSync('resources/sample.pcapng', sampleCapture());
