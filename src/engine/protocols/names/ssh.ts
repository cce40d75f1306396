/** Names of SSH's messages. RFC 4250, RFC 4253, RFC 4419, RFC 5656. */

/** Kinds of key exchange: they share the message numbers 30 to 34. */
export const exchangeKind = { unknown: 0, diffieHellman: 1, groupExchange: 2, ellipticCurve: 3 } as const;

const commonNames: Readonly<Record<number, string>> = {
  1: 'Disconnect',
  2: 'Ignore',
  3: 'Unimplemented',
  4: 'Debug',
  5: 'Service Request',
  6: 'Service Accept',
  7: 'Extension Info',
  20: 'Key Exchange Init',
  21: 'New Keys',
};

const exchangeNames: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  [exchangeKind.diffieHellman]: {
    30: 'Diffie-Hellman Key Exchange Init',
    31: 'Diffie-Hellman Key Exchange Reply',
  },
  [exchangeKind.groupExchange]: {
    30: 'Diffie-Hellman Group Exchange Request (Old)',
    31: 'Diffie-Hellman Group Exchange Group',
    32: 'Diffie-Hellman Group Exchange Init',
    33: 'Diffie-Hellman Group Exchange Reply',
    34: 'Diffie-Hellman Group Exchange Request',
  },
  [exchangeKind.ellipticCurve]: {
    30: 'Elliptic Curve Diffie-Hellman Key Exchange Init',
    31: 'Elliptic Curve Diffie-Hellman Key Exchange Reply',
  },
};

/** The name of a message, which may depend on the kind of key exchange that was agreed on. */
export const messageName = (code: number, kind: number): string =>
  commonNames[code] ?? exchangeNames[kind]?.[code] ?? `Unknown (${code})`;

export const disconnectReasonNames: Readonly<Record<number, string>> = {
  1: 'HOST_NOT_ALLOWED_TO_CONNECT',
  2: 'PROTOCOL_ERROR',
  3: 'KEY_EXCHANGE_FAILED',
  4: 'RESERVED',
  5: 'MAC_ERROR',
  6: 'COMPRESSION_ERROR',
  7: 'SERVICE_NOT_AVAILABLE',
  8: 'PROTOCOL_VERSION_NOT_SUPPORTED',
  9: 'HOST_KEY_NOT_VERIFIABLE',
  10: 'CONNECTION_LOST',
  11: 'BY_APPLICATION',
  12: 'TOO_MANY_CONNECTIONS',
  13: 'AUTH_CANCELLED_BY_USER',
  14: 'NO_MORE_AUTH_METHODS_AVAILABLE',
  15: 'ILLEGAL_USER_NAME',
};
