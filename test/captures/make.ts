/** `npm run make-capture -- --packets N --out FILE [--seed N] [--flows N] [--loss P]` */
import { parseArgs } from 'node:util';
import { makeCapture } from './make-capture';

const { values } = parseArgs({
  options: {
    packets: { type: 'string' },
    out: { type: 'string' },
    seed: { type: 'string' },
    flows: { type: 'string' },
    loss: { type: 'string' },
  },
});
if (!values.packets || !values.out) throw new Error('--packets N and --out FILE are needed');
const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
makeCapture(values.out, {
  packets: Number(values.packets),
  seed: number(values.seed),
  flows: number(values.flows),
  loss: number(values.loss),
});
