/** Names of well-known programs of ONC RPC. IANA, "RPC Program Numbers". */

export const rpcPrograms: Readonly<Record<number, string>> = {
  100000: 'Portmap',
  100001: 'RSTAT',
  100002: 'RUSERS',
  100003: 'NFS',
  100004: 'YPSERV',
  100005: 'MOUNT',
  100007: 'YPBIND',
  100008: 'RWALL',
  100009: 'YPPASSWD',
  100011: 'RQUOTA',
  100012: 'SPRAY',
  100021: 'NLM',
  100024: 'STAT',
  100026: 'BOOTPARAMS',
  100068: 'CMSD',
  100083: 'TOOLTALK',
  100227: 'NFSACL',
  100232: 'SADMIND',
  100300: 'NISPLUS',
  150001: 'PCNFSD',
};
