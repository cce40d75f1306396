/** Where the owners of a capture's sockets are kept while it is being written. */

/** The sidecar of a capture file. The engine looks for it by the same name. */
export const ownersPath = (capture: string): string => `${capture}.owners`;
