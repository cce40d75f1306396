/** Starts one of the processes that serve the page: what it complains about goes to the log. */
import { join } from 'node:path';
import { type UtilityProcess, utilityProcess } from 'electron';
import { log } from './log-file';

/** `file` is the process's script without its ending, `name` what the system and the log call it. */
export function startProcess(file: string, name: string, execArgv: string[] = []): UtilityProcess {
  const started = utilityProcess.fork(join(import.meta.dirname, `${file}.js`), [], {
    serviceName: `Sockeye ${name}`,
    stdio: 'pipe',
    execArgv,
  });
  started.stderr?.on('data', (text: Buffer) => log(`${name}: ${text.toString()}`));
  return started;
}
