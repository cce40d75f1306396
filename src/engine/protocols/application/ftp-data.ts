/** File Transfer Protocol: the data connection, whose port the control connection announced. RFC 959, section 3. */
import { on, protocol } from '../../declare/protocol';
import data from '../frame/data';
import textLines from './data-text-lines';

/** Bytes that are looked at to tell text from other data. */
const looked = 4096;

export default protocol({
  id: 'ftp-data',
  title: 'FTP Data',
  column: 'FTP-DATA',
  parents: [on('tcp.port', 20)],
  fields: {},
  dissect(layer) {
    if (layer.wantsInfo) layer.setInfo(`FTP Data: ${layer.reported} bytes`);
    layer.heading(` (${layer.reported} bytes data)`);
    layer.dissection.mediaType = '';
    layer.next(isText(layer.bytes, layer.start, Math.min(layer.end, layer.start + looked)) ? textLines : data, 0);
  },
});

/** Printable ASCII, tabs and line breaks. */
function isText(bytes: Uint8Array, from: number, end: number): boolean {
  for (let i = from; i < end; i++) {
    const byte = bytes[i];
    if ((byte < 0x20 || byte > 0x7e) && (byte < 9 || byte > 13)) return false;
  }
  return true;
}
