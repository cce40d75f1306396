/** The engine process of the field reference: started when the page looks fields up, ended when it no longer does. */
import { MessageChannelMain, type UtilityProcess, type WebContents } from 'electron';
import type { Handlers } from '../shared/contract';
import type { fieldsMainContract } from '../shared/fields-contract';
import type { EngineOrder } from '../shared/ipc';
import { log } from './log-file';
import { startProcess } from './start-process';

export class FieldsHost {
  private process: UtilityProcess | undefined;

  /** `gone` is called when the process ended by itself. */
  constructor(
    private readonly page: WebContents,
    private readonly gone: (message: string) => void,
  ) {}

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
    const started = startProcess('engine-process', 'fields');
    this.process = started;
    const { port1, port2 } = new MessageChannelMain();
    started.postMessage({ kind: 'fields' } satisfies EngineOrder, [port1]);
    this.page.postMessage('fields-port', undefined, [port2]);
    started.on('exit', (code) => {
      if (this.process !== started) return;
      this.process = undefined;
      log(`The process of the field reference ended with code ${code}.`);
      this.gone(`The process that knows the fields ended unexpectedly (code ${code}).`);
    });
  }
}
