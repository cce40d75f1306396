/** What the protocols that speak in DNS messages differ in. */

/** mDNS gives the top bit of the class a meaning of its own (RFC 6762, section 18.12), LLMNR some flags (RFC 4795, section 2.1.1). */
export type Dialect = 'dns' | 'mdns' | 'llmnr';

/** Characters of Info beyond which no more questions and records are named in it. */
export const longestInfo = 4096;
