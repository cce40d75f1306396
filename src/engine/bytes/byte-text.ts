/** Bytes as text of as many characters, for matching and counting. */

const piece = 8192;

/** One character a byte, with the byte's number; what TextDecoder calls latin1 is another encoding. */
export function byteText(bytes: Uint8Array): string {
  if (bytes.length <= piece) return String.fromCharCode(...bytes);
  let text = '';
  for (let at = 0; at < bytes.length; at += piece) text += String.fromCharCode(...bytes.subarray(at, at + piece));
  return text;
}
