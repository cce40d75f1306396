/** The utility process of one open capture: receives the path and the page's port, and serves the engine's contract on it. */
import { type EngineOrder, engineContract } from '../shared/ipc';
import { type Channel, serve } from '../shared/port';
import { OpenCapture } from './open-capture';
import { openPath } from './open-path';

let capture: OpenCapture | undefined;

process.parentPort.on('message', ({ data, ports }) => {
  const order = data as EngineOrder;
  switch (order.kind) {
    case 'open':
      capture = new OpenCapture(openPath(order.path));
      capture.start(serve(engineContract, capture.handlers(), channelOf(ports[0])));
      break;
    case 'target':
      capture?.addTarget(order.token, order.path);
      break;
  }
});

function channelOf(port: Electron.MessagePortMain): Channel {
  return {
    post: (message) => port.postMessage(message),
    listen(handler) {
      port.on('message', ({ data }) => handler(data));
      port.start();
    },
  };
}
