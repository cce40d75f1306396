/** Dropbox LAN sync discovery: announcements, which are text. */
import { on, protocol } from '../../declare/protocol';
import lanSync from './db-lsp';

export default protocol({
  id: 'db-lsp-disc',
  title: 'Dropbox LAN sync Discovery Protocol',
  column: 'DB-LSP-DISC',
  parents: [on('udp.port', 17500)],
  borrows: [lanSync],
  fields: {},
  dissect(layer) {
    layer.setInfo('Dropbox LAN sync Discovery Protocol');
    if (layer.available > 0) layer.add(lanSync.fields.text, 0, layer.available);
  },
});
