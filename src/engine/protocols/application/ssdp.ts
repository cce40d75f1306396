/** Simple Service Discovery Protocol: HTTP's messages in datagrams. UPnP Device Architecture 2.0, section 1. */
import { on, protocol } from '../../declare/protocol';
import http from './http';
import { walkBody } from './http/body';
import type { HttpFields } from './http/fields';
import { MeasuredMessage, measure } from './http/message';
import { showHead, startLineText } from './http/show-head';
import { messageKind, method } from './http/start-line';

const message = new MeasuredMessage();

export default protocol({
  id: 'ssdp',
  title: 'Simple Service Discovery Protocol',
  column: 'SSDP',
  parents: [on('udp.port', 1900)],
  borrows: [http],
  fields: {},
  dissect(layer) {
    const field = http.fields as HttpFields;
    measure(layer, 0, 0, method.other, message);
    const known = message.kind !== messageKind.other;
    if (layer.wantsInfo) layer.setInfo(known ? startLineText(layer, message) : 'Continuation');
    if (layer.emitting && known) showHead(layer, field, message);
    walkBody(layer, field, message);
  },
});
