/** The sockets process: serves the window's socket table, consoles and started programs on the port it is handed. */

import { type Channel, serve } from '../shared/port';
import { type SocketsOrder, socketsContract } from '../shared/sockets-contract';
import { SocketsService } from './sockets-service';

const service = new SocketsService();

process.parentPort.on('message', ({ data, ports }) => {
  const order = data as SocketsOrder;
  switch (order.kind) {
    case 'serve':
      service.start(serve(socketsContract, service.handlers(), channelOf(ports[0])));
      break;
    case 'file':
      service.files.set(order.token, order.path);
      break;
    case 'launch':
      service.launches.prepare(order.token, order.request);
      break;
    case 'watch-owners':
      service.owners.watch(order.capture);
      break;
    case 'leave-owners':
      service.owners.leave(order.capture);
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
