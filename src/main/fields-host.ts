/** The engine process of the field reference: started when the page looks fields up, ended when it no longer does. */
import { join } from 'node:path';
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import type { Handlers } from '../shared/contract';
import type { fieldsMainContract } from '../shared/fields-contract';
import type { EngineOrder } from '../shared/ipc';
import { log } from './log-file';

export class FieldsHost {
  private process: UtilityProcess | undefined;

  constructor(private readonly page: WebContents) {}

  handlers(): Handlers<typeof fieldsMainContract> {
    return { openFields: () => this.open(), closeFields: () => this.close() };
  }

  close(): void {
    const { process } = this;
    this.process = undefined;
    process?.kill();
  }

  /** A page that was loaded anew gets a process of its own. */
  private open(): void {
    this.close();
    const started = utilityProcess.fork(join(import.meta.dirname, 'engine-process.js'), [], {
      serviceName: 'Sockeye fields',
      stdio: 'pipe',
    });
    this.process = started;
    const { port1, port2 } = new MessageChannelMain();
    started.postMessage({ kind: 'fields' } satisfies EngineOrder, [port1]);
    this.page.postMessage('fields-port', undefined, [port2]);
    started.stderr?.on('data', (text: Buffer) => log(`fields: ${text.toString()}`));
    started.on('exit', (code) => {
      if (this.process !== started) return;
      this.process = undefined;
      log(`The process of the field reference ended with code ${code}.`);
    });
  }
}
