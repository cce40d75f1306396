/** What the data of each type of resource record holds. RFC 1035, section 3.3, and the RFCs named beside the types. */
import { ednsOptions } from './options';
import { counted, domainName, flags, type Part, repeated, rest, value } from './record-data';
import { serviceBinding } from './service-binding';
import {
  address6,
  addressPrefixes,
  authorization,
  countedWide,
  hashedOwner,
  hostIdentity,
  keyWithTag,
  location,
  plainTypeBitMap,
  replacement,
  securityGateway,
  servedPorts,
  transactionSignature,
  typeBitMap,
} from './special-records';

const signature: readonly Part[] = [
  value('rrsig.type_covered'),
  value('rrsig.algorithm'),
  value('rrsig.labels'),
  value('rrsig.original_ttl'),
  value('rrsig.signature_expiration'),
  value('rrsig.signature_inception'),
  value('rrsig.key_tag'),
  domainName('rrsig.signers_name'),
  rest('rrsig.signature'),
];

const publicKey: readonly Part[] = [
  flags(
    'dnskey.flags',
    'dnskey.flags.zone_key',
    'dnskey.flags.key_revoked',
    'dnskey.flags.secure_entry_point',
    'dnskey.flags.reserved',
  ),
  value('dnskey.protocol'),
  value('dnskey.algorithm'),
  keyWithTag('dnskey.key_id', 'dnskey.public_key'),
];

const delegationSigner: readonly Part[] = [
  value('ds.key_id'),
  value('ds.algorithm'),
  value('ds.digest_type'),
  rest('ds.digest'),
];

const hashParameters = (flagsPart: Part): readonly Part[] => [
  value('nsec3.algo'),
  flagsPart,
  value('nsec3.iterations'),
  counted('nsec3.salt_length', 'nsec3.salt_value'),
];

const certificateAssociation: readonly Part[] = [
  value('tlsa.certificate_usage'),
  value('tlsa.selector'),
  value('tlsa.matching_type'),
  rest('tlsa.certificate_association_data'),
];

/** The parts of a record's data by its type. */
export const recordData: ReadonlyMap<number, readonly Part[]> = new Map<number, readonly Part[]>([
  [1, [value('a', true)]],
  [2, [domainName('ns', true)]],
  [3, [domainName('md', true)]],
  [4, [domainName('mf', true)]],
  [5, [domainName('cname', true)]],
  [
    6,
    [
      domainName('soa.mname', true),
      domainName('soa.rname'),
      value('soa.serial_number'),
      value('soa.refresh_interval'),
      value('soa.retry_interval'),
      value('soa.expire_limit'),
      value('soa.minimum_ttl'),
    ],
  ],
  [7, [domainName('mb', true)]],
  [8, [domainName('mg', true)]],
  [9, [domainName('mr', true)]],
  [10, [rest('null')]],
  [11, [value('wks.address', true), value('wks.protocol'), servedPorts]],
  [12, [domainName('ptr.domain_name', true)]],
  [13, [counted('hinfo.cpu_length', 'hinfo.cpu', true), counted('hinfo.os_length', 'hinfo.os', true)]],
  [14, [domainName('minfo.r'), domainName('minfo.e')]],
  [15, [value('mx.preference', true), domainName('mx.mail_exchange', true)]],
  [16, [repeated(counted('txt.length', 'txt'))]],
  // RFC 1183.
  [17, [domainName('rp.mailbox', true), domainName('rp.txt_rr', true)]],
  [18, [value('afsdb.subtype', true), domainName('afsdb.hostname', true)]],
  [19, [counted('x25.length', 'x25.psdn_address')]],
  [20, [counted('idsn.length', 'idsn.address'), counted('idsn.sa.length', 'idsn.sa.address')]],
  [21, [value('rt.subtype', true), domainName('rt.intermediate_host', true)]],
  // RFC 1706 and 1348.
  [22, [rest('nsap.rdata')]],
  [23, [domainName('nsap_ptr.owner', true)]],
  [24, signature],
  // RFC 2535.
  [
    25,
    [
      flags(
        'key.flags',
        'key.flags.authentication',
        'key.flags.confidentiality',
        'key.flags.required',
        'key.flags.associated_user',
        'key.flags.associated_named_entity',
        'key.flags.ipsec',
        'key.flags.mime',
        'key.flags.signatory',
      ),
      value('key.protocol'),
      value('key.algorithm'),
      keyWithTag('key.key_id', 'key.public_key'),
    ],
  ],
  // RFC 2163.
  [26, [value('px.preference', true), domainName('px.map822', true), domainName('px.map400', true)]],
  // RFC 1712.
  [
    27,
    [
      counted('gpos.longitude_length', 'gpos.longitude', true),
      counted('gpos.latitude_length', 'gpos.latitude', true),
      counted('gpos.altitude_length', 'gpos.altitude', true),
    ],
  ],
  // RFC 3596.
  [28, [value('aaaa', true)]],
  [29, [location]],
  // RFC 2535.
  [30, [domainName('nxt.next_domain_name', true), plainTypeBitMap]],
  // RFC 2782.
  [
    33,
    [value('srv.priority', true), value('srv.weight', true), value('srv.port', true), domainName('srv.target', true)],
  ],
  // RFC 3403.
  [
    35,
    [
      value('naptr.order', true),
      value('naptr.preference', true),
      counted('naptr.flags_length', 'naptr.flags', true),
      counted('naptr.service_length', 'naptr.service'),
      counted('naptr.regex_length', 'naptr.regex'),
      replacement,
    ],
  ],
  // RFC 2230.
  [36, [value('kx.preference', true), domainName('kx.key_exchange', true)]],
  // RFC 4398.
  [37, [value('cert.type'), value('cert.key_tag'), value('cert.algorithm'), rest('cert.certificate')]],
  [38, [address6]],
  // RFC 6672.
  [39, [domainName('dname', true)]],
  [41, [ednsOptions]],
  [42, [addressPrefixes]],
  [43, delegationSigner],
  // RFC 4255.
  [44, [value('sshfp.algorithm'), value('sshfp.fingerprint.type'), rest('sshfp.fingerprint')]],
  [45, [securityGateway]],
  [46, signature],
  [47, [domainName('nsec.next_domain_name', true), typeBitMap]],
  [48, publicKey],
  // RFC 4701.
  [49, [rest('dhcid.rdata')]],
  [50, [...hashParameters(flags('nsec3.flags', 'nsec3.flags.opt_out')), hashedOwner, typeBitMap]],
  [51, hashParameters(value('nsec3.flags'))],
  // RFC 6698 and 8162.
  [52, certificateAssociation],
  [53, certificateAssociation],
  [55, [hostIdentity]],
  // RFC 7344.
  [59, delegationSigner],
  [60, publicKey],
  // RFC 7929.
  [61, [rest('openpgpkey')]],
  // RFC 7477.
  [
    62,
    [
      value('csync.soa'),
      flags('csync.flags', 'csync.flags.immediate', 'csync.flags.soaminimum'),
      rest('csync.type_bitmap'),
    ],
  ],
  // RFC 8976.
  [63, [value('zonemd.serial'), value('zonemd.scheme'), value('zonemd.hash_algo'), rest('zonemd.digest')]],
  [64, [serviceBinding]],
  [65, [serviceBinding]],
  [99, [repeated(counted('spf.length', 'spf'))]],
  // RFC 6742.
  [104, [value('ilnp.nid.preference'), rest('ilnp.nid')]],
  [105, [value('ilnp.l32.preference'), value('ilnp.l32')]],
  [106, [value('ilnp.l64.preference'), rest('ilnp.l64')]],
  [107, [value('ilnp.lp.preference'), domainName('ilnp.lp')]],
  // RFC 7043.
  [108, [value('eui48')]],
  [109, [value('eui64')]],
  [
    249,
    [
      domainName('tkey.algo_name'),
      value('tkey.signature_inception'),
      value('tkey.signature_expiration'),
      value('tkey.mode'),
      value('tkey.error'),
      countedWide('tkey.key_size', 'tkey.key_data'),
      countedWide('tkey.other_size', 'tkey.other_data'),
    ],
  ],
  [250, [domainName('tsig.algorithm_name'), transactionSignature]],
  [257, [authorization]],
  [
    65281,
    [
      value('wins.local_flag'),
      value('wins.lookup_timeout'),
      value('wins.cache_timeout'),
      value('wins.nb_wins_servers'),
      repeated(value('wins.wins_server')),
    ],
  ],
  [
    65282,
    [
      value('winsr.local_flag'),
      value('winsr.lookup_timeout'),
      value('winsr.cache_timeout'),
      domainName('winsr.name_result_domain'),
    ],
  ],
]);

/** The part for types that the table does not know. */
export const unknownData: readonly Part[] = [rest('data')];
