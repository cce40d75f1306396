/** Stands in for the window: captures into the spool until it is killed. Arguments: helper, spool folder, interface, filter. */
import { CaptureControl } from '../../src/capture-control/capture-control';

const [helper, spoolFolder, name, filter] = process.argv.slice(2);
const control = new CaptureControl({ application: 'Sockeye test', helper, spoolFolder });
const capture = await control.start({ sources: [{ kind: 'interface', name, filter }] });
console.log(JSON.stringify({ path: capture.path, helper: capture.helperPid }));
setInterval(() => undefined, 1000);
