/** Gathers the protocols: every file of these folders declares one, and its folder says which layer of TCP/IP it belongs to. */
import { Catalogue } from '../declare/catalogue';
import type { Protocol } from '../declare/protocol';

const folders = {
  'network-interface': import.meta.glob<Protocol>(['./link/*.ts', '!**/*.test.ts'], { eager: true, import: 'default' }),
  internet: import.meta.glob<Protocol>(['./network/*.ts', '!**/*.test.ts'], { eager: true, import: 'default' }),
  transport: import.meta.glob<Protocol>(['./transport/*.ts', '!**/*.test.ts'], { eager: true, import: 'default' }),
  application: import.meta.glob<Protocol>(['./application/*.ts', '!**/*.test.ts'], { eager: true, import: 'default' }),
  none: import.meta.glob<Protocol>(['./frame/*.ts', '!**/*.test.ts'], { eager: true, import: 'default' }),
} as const;

function gather(): Catalogue {
  const protocols: Protocol[] = [];
  for (const [layerClass, files] of Object.entries(folders))
    for (const protocol of Object.values(files)) {
      if (layerClass !== 'none') protocol.layerClass = layerClass as Protocol['layerClass'];
      protocols.push(protocol);
    }
  return new Catalogue(protocols);
}

export const catalogue: Catalogue = gather();
