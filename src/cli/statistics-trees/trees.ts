/** The statistics trees that there are, by Wireshark's names for them. */
import { dnsTree } from './dns-tree';
import { httpCounter, httpLoad, httpRequests } from './http-trees';
import { http2Tree } from './http2-tree';
import type { TreeDefinition } from './tree-definition';

/** In the order of their names. */
export const statisticsTrees: Readonly<Record<string, TreeDefinition>> = {
  dns: dnsTree,
  http_srv: httpLoad,
  http: httpCounter,
  http_req: httpRequests,
  http2: http2Tree,
};
