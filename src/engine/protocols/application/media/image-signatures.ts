/** What images begin with. W3C PNG, section 5.2; ITU-T T.81, annex B; GIF89a, section 17. */

export interface ImageSignature {
  /** Media type of the protocol that walks such an image. */
  readonly type: string;
  readonly begins: readonly number[];
  /** Whether an image of another type, or of none, is taken for one of this. */
  readonly speaksForItself: boolean;
}

const signatures: readonly ImageSignature[] = [
  { type: 'image/png', begins: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], speaksForItself: true },
  { type: 'image/jpeg', begins: [0xff, 0xd8, 0xff, 0xe0], speaksForItself: true },
  { type: 'image/jpeg', begins: [0xff, 0xd8, 0xff, 0xe1], speaksForItself: true },
  { type: 'image/gif', begins: [0x47, 0x49, 0x46, 0x38], speaksForItself: false },
];

/** The types of the protocols that only walk what begins with a signature. */
export const imageTypes: readonly string[] = [...new Set(signatures.map(({ type }) => type))];

/** Bytes that a signature is looked for in. */
export const longestSignature = Math.max(...signatures.map(({ begins }) => begins.length));

export const isImage = (type: string): boolean => type.startsWith('image/');

/** The signature that `length` bytes at `at` begin with. */
export function imageIn(bytes: Uint8Array, at: number, length: number): ImageSignature | undefined {
  return signatures.find(
    ({ begins }) => length >= begins.length && begins.every((byte, index) => bytes[at + index] === byte),
  );
}
