/** HTTP/2 frames by type. */
import type { TreeDefinition } from './tree-definition';

const total = 'HTTP2';
const type = 'Type';

export const http2Tree: TreeDefinition = {
  title: 'HTTP2',
  protocols: ['http2'],
  declare: (tree) => tree.declare(total, type),
  count(tree, layer) {
    for (const name of layer.names('http2.type')) {
      tree.tick(total);
      tree.tick(total, type);
      tree.tick(total, type, name);
    }
  },
};
