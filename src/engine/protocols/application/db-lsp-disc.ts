/** Dropbox LAN sync discovery: announcements in JSON. */
import { on, protocol } from '../../declare/protocol';
import json from './json';

export default protocol({
  id: 'db-lsp-disc',
  title: 'Dropbox LAN sync Discovery Protocol',
  column: 'DB-LSP-DISC',
  parents: [on('udp.port', 17500)],
  fields: {},
  dissect(layer) {
    layer.setInfo('Dropbox LAN sync Discovery Protocol');
    if (layer.available > 0) layer.next(json, 0);
  },
});
