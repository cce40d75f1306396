/** The system's errors in words, and what usually causes them. */

interface Explanation {
  readonly text: string;
  readonly cause: string;
  /** What causes it in a certain step, where that is something else. */
  readonly inStep?: Readonly<Record<string, string>>;
}

const explanations: Readonly<Record<string, Explanation>> = {
  ECONNREFUSED: {
    text: 'The connection was refused.',
    cause: 'Nothing listens on that port, or a firewall answers for it. Over a Unix socket: its server has ended.',
  },
  ETIMEDOUT: {
    text: 'No answer came in time.',
    cause: 'A firewall drops the packets, the machine is off, or the address is wrong.',
  },
  EHOSTUNREACH: {
    text: 'The machine cannot be reached.',
    cause: 'Nobody in its network answers for this address, or a router or firewall says that it may not be reached.',
  },
  ENETUNREACH: {
    text: 'The network cannot be reached.',
    cause: 'This machine has no route there; for an IPv6 address, often no IPv6 at all.',
  },
  EADDRINUSE: {
    text: 'The address is in use already.',
    cause: 'Another socket has this address and port, or had it until a moment ago.',
  },
  EADDRNOTAVAIL: {
    text: 'The address is not one of this machine.',
    cause: 'No network interface has it, or it lacks the interface (fe80::1%eth0).',
  },
  EACCES: {
    text: 'Permission was denied.',
    cause:
      'Ports below 1024 are for root; a Unix socket has file permissions; packets to a broadcast address need the broadcast choice.',
    inStep: {
      bind: 'Ports below 1024 are for root; a Unix socket needs a folder that may be written.',
      connect:
        'A route or firewall rule of this machine prohibits it (“ip route get ADDRESS” tells); a Unix socket has file permissions.',
      send: 'Packets to a broadcast address need the broadcast choice; or a route or firewall rule of this machine prohibits them.',
    },
  },
  EPERM: { text: 'That is not permitted.', cause: 'A firewall of this machine or its security rules forbid it.' },
  ENOTFOUND: {
    text: 'The name is not known.',
    cause: 'It is misspelt, or the name server does not have it.',
  },
  EAI_AGAIN: {
    text: 'The name could not be looked up just now.',
    cause: 'The name server does not answer: no network, or a wrong resolver.',
  },
  ECONNRESET: {
    text: 'The other side reset the connection.',
    cause: 'Its program ended or did not read what it was sent, or something between cut the connection.',
  },
  EPIPE: {
    text: 'The other side takes nothing more.',
    cause: 'It has closed the connection before this was sent.',
  },
  ECONNABORTED: { text: 'The connection was given up.', cause: 'The other side closed it before it was accepted.' },
  ENOENT: { text: 'There is no such socket.', cause: 'Its server does not run, or the path is wrong.' },
  ENOTSOCK: { text: 'That is no socket.', cause: 'The path names a file of another kind.' },
  EMSGSIZE: {
    text: 'The message is too long for one packet.',
    cause:
      'A UDP packet holds at most 65,507 bytes over IPv4; with fragmentation forbidden, what the path lets through.',
  },
  EMFILE: { text: 'Too many files are open.', cause: 'This process has reached its limit of open sockets.' },
  EINVAL: {
    text: 'The system does not take this.',
    cause: 'An address, group or option does not fit the kind of socket.',
    inStep: {
      connect:
        'A route of this machine drops what goes to this address (“ip route get ADDRESS” tells of a blackhole), or the address does not fit the kind of socket.',
    },
  },
  EAFNOSUPPORT: { text: 'This kind of address is not supported.', cause: 'IPv6 is switched off on this machine.' },
  EPROTOTYPE: {
    text: 'The socket there is of another kind.',
    cause: 'It is a datagram socket, and this one a stream.',
  },
  // TLS: what Node says of a certificate.
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    text: 'The certificate is signed by itself.',
    cause: 'A test or home server made it. Compare the fingerprint with the server’s before you trust it.',
  },
  SELF_SIGNED_CERT_IN_CHAIN: {
    text: 'The chain ends in a certificate that is signed by itself and not trusted here.',
    cause: 'A company’s or a proxy’s own authority, which this program does not know.',
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    text: 'The issuer of the certificate was not found.',
    cause: 'The server does not send its intermediate certificates, or its authority is not known here.',
  },
  UNABLE_TO_GET_ISSUER_CERT: {
    text: 'The issuer of a certificate in the chain was not found.',
    cause: 'An intermediate certificate is missing.',
  },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
    text: 'The certificate’s issuer is not among the trusted authorities.',
    cause: 'A private authority, or an intermediate certificate that the server does not send.',
  },
  CERT_HAS_EXPIRED: {
    text: 'The certificate has expired.',
    cause: 'It was not renewed, or this machine’s clock is wrong.',
  },
  CERT_NOT_YET_VALID: {
    text: 'The certificate is not valid yet.',
    cause: 'This machine’s clock is wrong, or the certificate was made for later.',
  },
  CERT_REVOKED: { text: 'The certificate was revoked.', cause: 'Its owner or authority withdrew it.' },
  CERT_SIGNATURE_FAILURE: {
    text: 'The certificate’s signature is wrong.',
    cause: 'It was changed after it was signed.',
  },
  CERT_UNTRUSTED: { text: 'The certificate is not trusted for this.', cause: 'It was issued for another purpose.' },
  INVALID_PURPOSE: { text: 'The certificate is not for this purpose.', cause: 'It was issued for another use.' },
  INVALID_CA: {
    text: 'An issuer in the chain is no authority.',
    cause: 'A certificate was signed by one that may not sign.',
  },
  HOSTNAME_MISMATCH: {
    text: 'The certificate is for another name.',
    cause: 'The server is reached under a name it has no certificate for.',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    text: 'The certificate is for another name.',
    cause: 'The server is reached under a name it has no certificate for, or another server answered.',
  },
  ERR_SSL_WRONG_VERSION_NUMBER: {
    text: 'The other side does not speak TLS.',
    cause: 'The port is for the plain protocol, or TLS begins there only after a command (STARTTLS).',
  },
  EPROTO: { text: 'TLS could not be agreed on.', cause: 'The two sides have no protocol version or cipher in common.' },
};

/** `ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED` and the like: the other side said why it gave up. */
const alert = /^ERR_SSL_(?:TLSV\d+|SSLV3|TLS)_(?:UN)?ALERT_(.+)$/;

/** Words for a code; the system's own message where there are none. */
export function explainError(
  code: string,
  message: string,
  step = '',
): { readonly text: string; readonly cause: string } {
  const known = explanations[code];
  if (known !== undefined) return { text: known.text, cause: known.inStep?.[step] ?? known.cause };
  const named = alert.exec(code)?.[1];
  if (named !== undefined)
    return {
      text: `The other side ended TLS: ${named.toLowerCase().replaceAll('_', ' ')}.`,
      cause: named.includes('CERTIFICATE')
        ? 'It asks for a client certificate, or does not accept the one it got.'
        : 'The two sides do not agree on a version, cipher or protocol.',
    };
  return { text: message === '' ? code : message, cause: '' };
}

/** The code of anything that was thrown. */
export function errorCode(error: unknown): string {
  const { code, errors } = error as { code?: unknown; errors?: readonly unknown[] };
  if (typeof code === 'string') return code;
  return errors !== undefined && errors.length > 0 ? errorCode(errors[0]) : 'ERROR';
}
