/** Simple Service Discovery Protocol: HTTP's messages in datagrams. UPnP Device Architecture 2.0, section 1. */
import type { FieldDeclaration } from '../../declare/field';
import { on, protocol } from '../../declare/protocol';
import { walkBody } from './http/body';
import { httpFields } from './http/fields';
import { MeasuredMessage, measure } from './http/message';
import { showHead, startLineText } from './http/show-head';
import { messageKind } from './http/start-line';

const message = new MeasuredMessage();

/** The fields keep HTTP's names: `http.host` finds them here too. */
const fields = Object.fromEntries(
  Object.entries<FieldDeclaration>(httpFields).map(([key, field]) => [key, { ...field, id: `http.${key}` }]),
) as typeof httpFields;

export default protocol({
  id: 'ssdp',
  title: 'Simple Service Discovery Protocol',
  column: 'SSDP',
  parents: [on('udp.port', 1900)],
  fields,
  dissect(layer, field) {
    measure(layer, 0, 0, false, message);
    const known = message.kind !== messageKind.other;
    if (layer.wantsInfo) layer.setInfo(known ? startLineText(layer, message) : 'Continuation');
    if (layer.emitting && known) showHead(layer, field, message);
    walkBody(layer, field, message);
  },
});
