/** File Transfer Protocol: the data connection, whose port the control connection announced. RFC 959, section 3. */
import { on, protocol } from '../../declare/protocol';
import textLines from './data-text-lines';

/** Bytes that are looked at to tell text from other data. */
const looked = 20;

export default protocol({
  id: 'ftp-data',
  title: 'FTP Data',
  column: 'FTP-DATA',
  parents: [on('tcp.port', 20)],
  fields: {},
  dissect(layer) {
    if (layer.wantsInfo) layer.setInfo(`FTP Data: ${layer.reported} bytes`);
    layer.heading(` (${layer.available} bytes data)`);
    layer.dissection.mediaType = '';
    if (isText(layer.bytes, layer.start, Math.min(layer.end, layer.start + looked))) layer.next(textLines, 0);
  },
});

/** Printable ASCII and line breaks. */
function isText(bytes: Uint8Array, from: number, end: number): boolean {
  for (let i = from; i < end; i++) {
    const byte = bytes[i];
    if ((byte < 0x20 || byte > 0x7e) && byte !== 0x0a && byte !== 0x0d) return false;
  }
  return true;
}
