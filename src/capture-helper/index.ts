/**
 * The capture helper: a process of its own, the only one that may have the right to capture, and only until its devices
 * are open. Standard input brings the order and ends with the parent; standard output, which the parent opened, takes the
 * capture; standard error takes reports, one JSON object a line. It opens no path and decodes nothing when it captures.
 */
import type { CaptureOrder } from '../shared/capture-orders';
import { capture } from './capture';
import { checkFilter, listDevices, probe } from './devices';
import { OrderChannel } from './order-channel';
import { relay } from './relay';
import { report } from './reports';

async function carryOut(order: CaptureOrder, channel: OrderChannel): Promise<void> {
  switch (order.kind) {
    case 'probe':
      return report(probe());
    case 'list':
      return report(listDevices());
    case 'check-filter':
      return report(checkFilter(order.filter, order.linkType));
    case 'capture':
      return capture(order, channel);
    case 'relay':
      return relay(order, channel);
  }
}

const channel = new OrderChannel();
const order = await channel.order();
if ('problem' in order) {
  report({ kind: 'warning', message: order.problem });
  process.exitCode = 1;
} else {
  await carryOut(order, channel);
}
channel.close();
