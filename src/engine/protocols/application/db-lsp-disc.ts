/** Dropbox LAN sync discovery: announcements in JSON, or in text that is none. */
import { on, protocol } from '../../declare/protocol';
import lanSync from './db-lsp';
import json from './json';
import { isJson } from './json/grammar';

export default protocol({
  id: 'db-lsp-disc',
  title: 'Dropbox LAN sync Discovery Protocol',
  column: 'DB-LSP-DISC',
  parents: [on('udp.port', 17500)],
  borrows: [lanSync],
  fields: {},
  dissect(layer) {
    layer.setInfo('Dropbox LAN sync Discovery Protocol');
    if (isJson(layer.bytes, layer.start, layer.end)) layer.next(json, 0);
    else if (layer.available > 0) layer.add(lanSync.fields.text, 0, layer.available);
  },
});
