/** Names of the numbers in DNS messages. IANA, "Domain Name System (DNS) Parameters" and the registries it names. */

/** OPCODE. */
export const operationNames: Readonly<Record<number, string>> = {
  0: 'Standard query',
  1: 'Inverse query',
  2: 'Server status request',
  4: 'Zone change notification',
  5: 'Dynamic update',
  6: 'DNS Stateful operations (DSO)',
};

/** RCODE, extended ones included. */
export const responseCodeNames: Readonly<Record<number, string>> = {
  0: 'No error',
  1: 'Format error',
  2: 'Server failure',
  3: 'No such name',
  4: 'Not implemented',
  5: 'Refused',
  6: 'Name exists',
  7: 'RRset exists',
  8: 'RRset does not exist',
  9: 'Not authoritative',
  10: 'Name out of zone',
  11: 'DSO-Type not implemented',
  16: 'Bad OPT Version or TSIG Signature Failure',
  17: 'Key not recognized',
  18: 'Signature out of time window',
  19: 'Bad TKEY Mode',
  20: 'Duplicate key name',
  21: 'Algorithm not supported',
  22: 'Bad Truncation',
  23: 'Bad/missing Server Cookie',
};

/** CLASS. */
export const classNames: Readonly<Record<number, string>> = {
  1: 'IN',
  2: 'CS',
  3: 'CH',
  4: 'HS',
  254: 'NONE',
  255: 'ANY',
};

/** TYPE: the mnemonic, then what it stands for. */
export const recordTypeNames: Readonly<Record<number, string>> = {
  0: 'Unused',
  1: 'A (Host Address)',
  2: 'NS (authoritative Name Server)',
  3: 'MD (Mail Destination)',
  4: 'MF (Mail Forwarder)',
  5: 'CNAME (Canonical NAME for an alias)',
  6: 'SOA (Start Of a zone of Authority)',
  7: 'MB (MailBox domain name)',
  8: 'MG (Mail Group member)',
  9: 'MR (Mail Rename domain)',
  10: 'NULL RR',
  11: 'WKS (Well Known Service)',
  12: 'PTR (domain name PoinTeR)',
  13: 'HINFO (host information)',
  14: 'MINFO (Mailbox or mail list information)',
  15: 'MX (Mail eXchange)',
  16: 'TXT (Text strings)',
  17: 'RP (Responsible Person)',
  18: 'AFSDB (AFS Data Base location)',
  19: 'X25 (X.25 PSDN address)',
  20: 'ISDN (ISDN address)',
  21: 'RT (Route Through)',
  22: 'NSAP (NSAP address)',
  23: 'NSAP-PTR (NSAP domain name pointer)',
  24: 'SIG (security signature)',
  25: 'KEY (security key)',
  26: 'PX (X.400 mail mapping information)',
  27: 'GPOS (Geographical Position)',
  28: 'AAAA (IPv6 Address)',
  29: 'LOC (Location Information)',
  30: 'NXT (Next Domain)',
  31: 'EID (Endpoint Identifier)',
  32: 'NIMLOC (Nimrod Locator)',
  33: 'SRV (Server Selection)',
  34: 'ATMA (ATM Address)',
  35: 'NAPTR (Naming Authority Pointer)',
  36: 'KX (Key Exchanger)',
  37: 'CERT',
  38: 'A6 (OBSOLETE - use AAAA)',
  39: 'DNAME',
  40: 'SINK',
  41: 'OPT',
  42: 'APL',
  43: 'DS (Delegation Signer)',
  44: 'SSHFP (SSH Key Fingerprint)',
  45: 'IPSECKEY',
  46: 'RRSIG (Resource Record Signature)',
  47: 'NSEC (Next Secure)',
  48: 'DNSKEY (DNS Public Key)',
  49: 'DHCID',
  50: 'NSEC3',
  51: 'NSEC3PARAM',
  52: 'TLSA',
  53: 'SMIMEA (S/MIME cert association)',
  55: 'HIP (Host Identity Protocol)',
  57: 'RKEY',
  58: 'TALINK (Trust Anchor LINK)',
  59: 'CDS (Child DS)',
  60: 'CDNSKEY (DNSKEY(s) the Child wants reflected in DS)',
  61: 'OPENPGPKEY (OpenPGP Key)',
  62: 'CSYNC (Child-to-Parent Synchronization)',
  63: 'ZONEMD',
  64: 'SVCB (General Purpose Service Endpoints)',
  65: 'HTTPS (HTTPS Specific Service Endpoints)',
  99: 'SPF',
  100: 'UINFO',
  101: 'UID',
  102: 'GID',
  103: 'UNSPEC',
  104: 'NID (NodeID)',
  105: 'L32 (Locator32)',
  106: 'L64 (Locator64)',
  107: 'LP (Locator FQDN)',
  108: 'EUI48',
  109: 'EUI64',
  249: 'TKEY (Transaction Key)',
  250: 'TSIG (Transaction Signature)',
  251: 'IXFR (incremental transfer)',
  252: 'AXFR (transfer of an entire zone)',
  253: 'MAILB (mailbox-related RRs)',
  254: 'MAILA (mail agent RRs)',
  255: 'ANY (All records the server has)',
  256: 'URI (Uniform Resource Identifier)',
  257: 'CAA (Certification Authority Restriction)',
  32768: 'TA (DNSSEC Trust Authorities)',
  32769: 'DLV (DNSSEC Lookaside Validation)',
  65281: 'WINS',
  65282: 'WINS-R',
  65422: 'XPF',
};

/** TYPE's mnemonic alone. */
export function recordTypeMnemonic(type: number): string {
  const name = recordTypeNames[type];
  if (name === undefined) return `Unknown (${type})`;
  const space = name.indexOf(' ');
  return space < 0 ? name : name.slice(0, space);
}

/** DNSSEC algorithms. RFC 8624. */
export const securityAlgorithmNames: Readonly<Record<number, string>> = {
  1: 'RSA/MD5',
  2: 'Diffie-Hellman',
  3: 'DSA',
  4: 'Elliptic curve crypto',
  5: 'RSA/SHA1',
  6: 'DSA + NSEC3/SHA1',
  7: 'RSA/SHA1 + NSEC3/SHA1',
  8: 'RSA/SHA-256',
  10: 'RSA/SHA-512',
  12: 'GOST R 34.10-2001',
  13: 'ECDSA Curve P-256 with SHA-256',
  14: 'ECDSA Curve P-384 with SHA-384',
  15: 'Ed25519',
  16: 'Ed448',
  157: 'HMAC/MD5',
  252: 'Indirect key',
  253: 'Private, domain name',
  254: 'Private, OID',
};

/** Digests of delegation signers. RFC 4034 and 6605. */
export const digestNames: Readonly<Record<number, string>> = {
  0: 'Reserved digest',
  1: 'SHA-1',
  2: 'SHA-256',
  3: 'GOST R 34.11-94',
  4: 'SHA-384',
};

/** Hashes of NSEC3. */
export const nextSecureAlgorithmNames: Readonly<Record<number, string>> = {
  0: 'Reserved',
  1: 'SHA-1',
};

/** EDNS options. */
export const optionNames: Readonly<Record<number, string>> = {
  0: 'Reserved',
  1: 'LLQ - Long-lived query',
  2: 'UL - Update lease',
  3: 'NSID - Name Server Identifier',
  4: 'Owner (reserved)',
  5: 'DAU - DNSSEC Algorithm Understood (RFC6975)',
  6: 'DHU - DS Hash Understood (RFC6975)',
  7: 'N3U - NSEC3 Hash Understood (RFC6975)',
  8: 'CSUBNET - Client subnet',
  9: 'EDNS EXPIRE (RFC7314)',
  10: 'COOKIE',
  11: 'EDNS TCP Keepalive',
  12: 'PADDING',
  13: 'CHAIN',
  15: 'Extended DNS Error',
  20730: 'Experimental - CSUBNET - Client subnet',
};

/** Extended DNS errors. RFC 8914. */
export const extendedErrorNames: Readonly<Record<number, string>> = {
  0: 'Other Error',
  1: 'Unsupported DNSKEY Algorithm',
  2: 'Unsupported DS Digest Type',
  3: 'Stale Answer',
  4: 'Forged Answer',
  5: 'DNSSEC Indeterminate',
  6: 'DNSSEC Bogus',
  7: 'Signature Expired',
  8: 'Signature Not Yet Valid',
  9: 'DNSKEY Missing',
  10: 'RRSIGs Missing',
  11: 'No Zone Key Bit Set',
  12: 'NSEC Missing',
  13: 'Cached Error',
  14: 'Not Ready',
  15: 'Blocked',
  16: 'Censored',
  17: 'Filtered',
  18: 'Prohibited',
  19: 'Stale NXDOMAIN Answer',
  20: 'Not Authoritative',
  21: 'Not Supported',
  22: 'No Reachable Authority',
  23: 'Network Error',
  24: 'Invalid Data',
  25: 'Signature Expired before Valid',
  26: 'Too Early',
  27: 'Unsupported NSEC3 Iterations Value',
  28: 'Unable to conform to policy',
  29: 'Synthesized',
};

/** Parameters of SVCB and HTTPS records. RFC 9460. */
export const serviceParameterNames: Readonly<Record<number, string>> = {
  0: 'mandatory',
  1: 'alpn',
  2: 'no-default-alpn',
  3: 'port',
  4: 'ipv4hint',
  5: 'ech',
  6: 'ipv6hint',
  7: 'dohpath',
  8: 'ohttp',
  32769: 'odohconfig',
  65535: 'key65535',
};

/** TLSA: certificate usage. RFC 6698. */
export const certificateUsageNames: Readonly<Record<number, string>> = {
  0: 'CA constraint (PKIX-TA)',
  1: 'Service certificate constraint (PKIX-EE)',
  2: 'Trust anchor assertion (DANE-TA)',
  3: 'Domain-issued certificate (DANE-EE)',
};

/** TLSA: selector. */
export const certificateSelectorNames: Readonly<Record<number, string>> = {
  0: 'Full certificate (Cert)',
  1: 'SubjectPublicKeyInfo (SPKI)',
};

/** TLSA: matching type. */
export const certificateMatchingNames: Readonly<Record<number, string>> = {
  0: 'No Hash Used (Full)',
  1: '256 bit hash by SHA2 (SHA2-256)',
  2: '512 bit hash by SHA2 (SHA2-512)',
};

/** SSHFP: algorithm of the key. RFC 4255. */
export const fingerprintAlgorithmNames: Readonly<Record<number, string>> = {
  0: 'Reserved',
  1: 'RSA',
  2: 'DSA',
  3: 'ECDSA',
  4: 'Ed25519',
  5: 'XMSS',
};

/** SSHFP: hash of the key. */
export const fingerprintTypeNames: Readonly<Record<number, string>> = {
  0: 'Reserved',
  1: 'SHA1',
  2: 'SHA256',
};

/** CERT: type. RFC 4398. */
export const certificateTypeNames: Readonly<Record<number, string>> = {
  1: 'PKIX',
  2: 'SPKI',
  3: 'PGP',
  4: 'IPKIX',
  5: 'ISPKI',
  6: 'IPGP',
  7: 'ACPKIX',
  8: 'IACPKIX',
  253: 'Private, URI',
  254: 'Private, OID',
};

/** TKEY: mode. RFC 2930. */
export const keyModeNames: Readonly<Record<number, string>> = {
  1: 'Server assigned',
  2: 'Diffie Hellman',
  3: 'GSSAPI',
  4: 'Resolver assigned',
  5: 'Delete',
};

/** Address families in APL and client subnet. */
export const addressFamilyNames: Readonly<Record<number, string>> = {
  1: 'IPv4',
  2: 'IPv6',
};

/** IPSECKEY: gateway type. RFC 4025. */
export const gatewayTypeNames: Readonly<Record<number, string>> = {
  0: 'No Gateway',
  1: 'IPv4 Gateway',
  2: 'IPv6 Gateway',
  3: 'DNS Gateway',
};

/** IPSECKEY: algorithm. */
export const gatewayAlgorithmNames: Readonly<Record<number, string>> = {
  1: 'DSA',
  2: 'RSA',
};

/** HIP: algorithm of the public key. */
export const hostIdentityAlgorithmNames: Readonly<Record<number, string>> = {
  0: 'Reserved',
  1: 'DSA',
  2: 'RSA',
};

/** ZONEMD: scheme. RFC 8976. */
export const zoneDigestSchemeNames: Readonly<Record<number, string>> = {
  1: 'SIMPLE',
};

/** ZONEMD: hash. */
export const zoneDigestAlgorithmNames: Readonly<Record<number, string>> = {
  1: 'SHA-384',
  2: 'SHA-512',
};

/** Types of stateful operations. RFC 8490, 8765. */
export const statefulOperationNames: Readonly<Record<number, string>> = {
  1: 'Keep Alive',
  2: 'Retry Delay',
  3: 'Encryption Padding',
  64: 'Subscribe',
  65: 'Push',
  66: 'Unsubscribe',
  67: 'Reconfirm',
};
