/** Names of services by port, from the system's own list, and the best known ones where it has none. */
import { readFileSync } from 'node:fs';

const bestKnown =
  'ftp 21/tcp,ssh 22/tcp,telnet 23/tcp,smtp 25/tcp,domain 53/tcp,domain 53/udp,bootps 67/udp,bootpc 68/udp,tftp 69/udp,' +
  'http 80/tcp,pop3 110/tcp,ntp 123/udp,imap2 143/tcp,snmp 161/udp,ldap 389/tcp,https 443/tcp,https 443/udp,' +
  'submissions 465/tcp,syslog 514/udp,submission 587/tcp,ldaps 636/tcp,imaps 993/tcp,pop3s 995/tcp,mysql 3306/tcp,' +
  'ms-wbt-server 3389/tcp,mdns 5353/udp,postgresql 5432/tcp,amqp 5672/tcp,redis 6379/tcp,http-alt 8080/tcp';

let services: ReadonlyMap<string, string> | undefined;

/** The service of the lower of two ports that has one: the other is usually nobody's. Empty where there is none. */
export function serviceName(protocol: string, first: number, second: number): string {
  services ??= readServices();
  const [low, high] = first < second ? [first, second] : [second, first];
  return services.get(`${low}/${protocol}`) ?? services.get(`${high}/${protocol}`) ?? '';
}

function readServices(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of [...bestKnown.split(','), ...systemServices()]) {
    const [name, place] = line.split('#', 1)[0].trim().split(/\s+/);
    if (name && place && /^\d+\/\w+$/.test(place)) found.set(place, name);
  }
  return found;
}

function systemServices(): string[] {
  try {
    return readFileSync('/etc/services', 'utf8').split('\n').reverse();
  } catch {
    return [];
  }
}
