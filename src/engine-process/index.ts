/** The utility process of one open capture, or of the field reference: receives the page's port and serves a contract on it. */
import { CaptureFileError } from '../engine/session';
import { openSession } from '../engine/session/open-session';
import { createNodeHost } from '../node-host/node-host';
import { fieldsContract } from '../shared/fields-contract';
import { type EngineOrder, engineContract } from '../shared/ipc';
import { type Channel, serve } from '../shared/port';
import { failedStatus } from './failed-status';
import { fieldHandlers } from './field-handlers';
import { OpenCapture } from './open-capture';

const targets = new Map<string, string>();

process.parentPort.on('message', ({ data, ports }) => {
  const order = data as EngineOrder;
  switch (order.kind) {
    case 'open':
      void open(order.path, channelOf(ports[0]));
      break;
    case 'fields':
      serve(fieldsContract, fieldHandlers, channelOf(ports[0]));
      break;
    case 'target':
      targets.set(order.token, order.path);
      break;
  }
});

/** Opens the capture and serves it; a file that is no capture is told as a status. Anything else ends the process. */
async function open(path: string, channel: Channel): Promise<void> {
  try {
    const capture = new OpenCapture(await openSession(createNodeHost(), path), targets);
    capture.start(serve(engineContract, capture.handlers(), channel));
  } catch (error) {
    if (!(error instanceof CaptureFileError)) throw error;
    channel.post({ event: 'status', payload: failedStatus(path, error) });
  }
}

function channelOf(port: Electron.MessagePortMain): Channel {
  return {
    post: (message) => port.postMessage(message),
    listen(handler) {
      port.on('message', ({ data }) => handler(data));
      port.start();
    },
  };
}
