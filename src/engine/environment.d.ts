/** The little that the engine takes from its surroundings beyond ECMAScript: text coding, and Vite's file gathering. */

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array, options?: { stream?: boolean }): string;
}

declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}

interface ImportMeta {
  glob<T>(pattern: string | string[], options: { eager: true; import: 'default' }): Record<string, T>;
}
