/** Tells a TLS handshake in order: who offered what, what was chosen, whose certificate, and from where on all is encrypted. */
import { visible } from '../../bytes/visible';
import type { EngineHost } from '../../host';
import { alertNames, cipherSuiteName, groupName, isGrease, versionName } from '../../protocols/names/tls';
import { alertMeanings } from './alert-meaning';
import { type CertificateFacts, certificateFacts, isFor } from './certificate';
import type { StreamFacts } from './stream-facts';
import type { Alert, Hello, TlsHandshake } from './tls-handshake';
import type { Clause, ClausePart } from './verdict-view';
import { clause, packet, plural, say, strong, time } from './words';

/** Ciphers that are named; of the others the number is told. */
const namedCiphers = 3;
const thirteen = 0x0304;
/** A certificate that ends sooner than this after the connection is worth a word: 14 days. */
const soon = 14n * 86_400n * 1_000_000_000n;

const version = (value: number): string => versionName(value) ?? `version 0x${value.toString(16)}`;
const cipher = (value: number): string => cipherSuiteName(value) ?? `cipher 0x${value.toString(16).padStart(4, '0')}`;
const group = (value: number): string => groupName(value) ?? `group ${value}`;
const named = (text: string): ClausePart => strong(`“${visible(text)}”`);

export interface TlsContext {
  readonly facts: StreamFacts;
  readonly host: EngineHost;
  /** When a packet was captured: nanoseconds since 1970. */
  readonly timeOf: (frame: number) => bigint;
}

export function tlsClauses(tls: TlsHandshake, context: TlsContext): Clause[] {
  const { clientHello, serverHello } = tls;
  if (clientHello === undefined && serverHello === undefined)
    return [
      clause(
        'tls',
        'plain',
        say`TLS is under way already in its first packet here (${packet(tls.firstFrame)}): the handshake is not in the capture.`,
      ),
      ...alertClauses(tls, context),
    ];
  return [
    ...(clientHello === undefined ? [] : [offer(clientHello)]),
    ...(tls.retry === undefined
      ? []
      : [
          clause(
            'tls',
            'note',
            say`The server asked for another key share (Hello Retry Request, ${packet(tls.retry)}), which costs a round trip.`,
          ),
        ]),
    ...(serverHello === undefined ? [] : [choice(serverHello, tls)]),
    ...certificateClauses(tls, context),
    ...encryption(tls, context),
    ...alertClauses(tls, context),
    ...failure(tls, context),
  ];
}

function offer(hello: Hello): Clause {
  const versions = hello.versions.filter((value) => !isGrease(value)).map(version);
  const ciphers = hello.ciphers.filter((value) => !isGrease(value));
  const first = ciphers.slice(0, namedCiphers).map(cipher).join(', ');
  const more = ciphers.length > namedCiphers ? ', …' : '';
  const applications = hello.applications
    .filter((name) => !/[^ -~]/.test(name))
    .map(visible)
    .join(', ');
  return clause(
    'tls',
    'plain',
    say`The client (${packet(hello.frame)}) offers ${versions.join(', ')} and ${plural(ciphers.length, 'cipher')} (${first}${more})${
      hello.serverName === '' ? say`, and names no server` : say` for the server name ${named(hello.serverName)}`
    }${applications === '' ? '' : `, to speak ${applications}`}.`,
  );
}

function choice(hello: Hello, tls: TlsHandshake): Clause {
  const chosen = hello.versions[0] ?? 0;
  const exchange = keyExchangeOf(hello, tls);
  const session = tls.clientHello?.session ?? '';
  const resumed = hello.resumes || (chosen < thirteen && session !== '' && session === hello.session);
  const application = hello.applications[0];
  const old = chosen < 0x0303;
  return clause(
    'tls',
    old ? 'warning' : 'plain',
    say`The server (${packet(hello.frame)}) chose ${strong(version(chosen))} with ${cipher(hello.ciphers[0] ?? 0)}${exchange}${
      application === undefined ? '' : `, to speak ${visible(application)}`
    }${resumed ? ', and resumes an earlier session, without a certificate' : ''}.${old ? ' This version is deprecated (RFC 8996).' : ''}`,
  );
}

/** How the keys were agreed on. */
function keyExchangeOf(hello: Hello, tls: TlsHandshake): string {
  if ((hello.versions[0] ?? 0) >= thirteen)
    return hello.groups[0] === undefined ? '' : `, keys by ${group(hello.groups[0])} (ephemeral)`;
  const name = cipher(hello.ciphers[0] ?? 0);
  if (tls.namedGroup !== undefined)
    return `, keys by ${group(tls.namedGroup)}${name.includes('ECDHE') ? ' (ephemeral)' : ''}`;
  if (name.includes('_DHE_')) return ', keys by ephemeral Diffie-Hellman';
  if (name.startsWith('TLS_RSA_')) return ', keys by RSA: whoever has the server’s key can read it later';
  return '';
}

function certificateClauses(tls: TlsHandshake, context: TlsContext): Clause[] {
  const clauses: Clause[] = [];
  const { certificates, serverHello } = tls;
  if (certificates !== undefined && certificates.list.length > 0)
    clauses.push(...certificateClause(certificates, tls.clientHello?.serverName ?? '', context));
  else if (serverHello?.versions[0] === thirteen && !serverHello.resumes)
    clauses.push(clause('tls', 'plain', say`The certificate is encrypted in TLS 1.3 and cannot be seen here.`));
  if (tls.certificateRequest !== undefined)
    clauses.push(
      clause(
        'tls',
        'plain',
        say`The server asks for a client certificate (${packet(tls.certificateRequest)})${clientAnswer(tls)}.`,
      ),
    );
  return clauses;
}

function clientAnswer({ clientCertificates }: TlsHandshake): ClausePart[] {
  if (clientCertificates === undefined) return [];
  const facts = clientCertificates.list[0] && certificateFacts(clientCertificates.list[0]);
  return facts === undefined
    ? say`; the client gives none (${packet(clientCertificates.frame)})`
    : say`; the client shows that of ${named(facts.subject)} (${packet(clientCertificates.frame)})`;
}

const day = (value: bigint | undefined): string =>
  value === undefined ? 'unknown' : new Date(Number(value / 1_000_000n)).toISOString().slice(0, 10);

function certificateClause(
  { frame, list }: NonNullable<TlsHandshake['certificates']>,
  serverName: string,
  { host, timeOf }: TlsContext,
): Clause[] {
  const chain = list.map(certificateFacts);
  const [leaf] = chain;
  if (leaf === undefined)
    return [clause('tls', 'warning', say`The server’s certificate (${packet(frame)}) cannot be read.`)];
  const now = timeOf(frame);
  const clauses = [
    clause(
      'tls',
      'plain',
      say`The server’s certificate (${packet(frame)}) is for ${named(leaf.subject)}, issued by ${named(leaf.issuer)}, valid from ${day(leaf.notBefore)} to ${day(leaf.notAfter)}.`,
    ),
  ];
  if (leaf.notAfter !== undefined && now > leaf.notAfter)
    clauses.push(
      clause('tls', 'error', say`It had ${strong('expired')} when the connection was made (${day(leaf.notAfter)}).`),
    );
  else if (leaf.notAfter !== undefined && leaf.notAfter - now < soon)
    clauses.push(clause('tls', 'note', say`It expires soon after this connection (${day(leaf.notAfter)}).`));
  if (leaf.notBefore !== undefined && now < leaf.notBefore)
    clauses.push(
      clause(
        'tls',
        'error',
        say`It was ${strong('not yet valid')} when the connection was made (${day(leaf.notBefore)}).`,
      ),
    );
  if (serverName !== '' && !isFor(leaf, serverName))
    clauses.push(
      clause('tls', 'error', say`It is ${strong('not for')} ${named(serverName)}, which the client asked for.`),
    );
  clauses.push(chainClause(chain, list, host));
  return clauses;
}

/** Whether each certificate is signed by the next one that the server sent. Trust in the last one is not for us to say. */
function chainClause(
  chain: readonly (CertificateFacts | undefined)[],
  list: readonly Uint8Array[],
  host: EngineHost,
): Clause {
  const last = chain.at(-1);
  if (chain.length === 1 && last !== undefined) {
    if (last.subjectKey !== last.issuerKey)
      return clause(
        'tls',
        'note',
        say`Only this one certificate was sent: whether its issuer is trusted, and its signature, are not checked. Clients without the intermediate certificate will refuse it.`,
      );
    const good = host.isSignedBy(list[0], list[0]);
    return clause(
      'tls',
      'warning',
      say`It is ${strong('self-signed')}${good === false ? ', and even its own signature is wrong' : ''}: a client trusts it only where it was installed.`,
    );
  }
  let unchecked = false;
  for (let i = 0; i + 1 < chain.length; i++) {
    if (chain[i]?.issuerKey !== chain[i + 1]?.subjectKey)
      return clause(
        'tls',
        'warning',
        say`The chain of ${chain.length} certificates does not fit together: number ${i + 1} was not issued by number ${i + 2}.`,
      );
    const signed = host.isSignedBy(list[i], list[i + 1]);
    if (signed === undefined) unchecked = true;
    if (signed === false)
      return clause(
        'tls',
        'error',
        say`The signature of certificate ${i + 1} of ${chain.length} is ${strong('wrong')}.`,
      );
  }
  const top =
    last?.subjectKey === last?.issuerKey ? 'a root of its own' : `${visible(last?.issuer ?? '')}, which is not sent`;
  if (unchecked)
    return clause(
      'tls',
      'note',
      say`The names of the ${chain.length} certificates form a chain up to ${top}. The signatures could not be checked here.`,
    );
  return clause(
    'tls',
    'good',
    say`The chain of ${chain.length} certificates verifies up to ${top}. Whether that is trusted, and revocation, are not checked.`,
  );
}

function encryption(tls: TlsHandshake, { facts, timeOf }: TlsContext): Clause[] {
  const { client } = facts;
  const fromClient = tls.encryptedFrom[client];
  const fromServer = tls.encryptedFrom[1 - client];
  if (tls.serverHello === undefined || fromClient === 0 || fromServer === 0) return [];
  const isThirteen = tls.serverHello.versions[0] === thirteen;
  const all = Math.max(fromClient, fromServer);
  const took =
    tls.clientHello === undefined
      ? ''
      : say` The TLS handshake took ${strong(time(Number(timeOf(all) - timeOf(tls.clientHello.frame))))}.`;
  return [
    clause(
      'tls',
      'good',
      isThirteen
        ? say`The server encrypts from ${packet(fromServer)} on, the client from ${packet(fromClient)} on.${took}`
        : say`From ${packet(all)} on all is encrypted.${took}`,
    ),
  ];
}

function alertClauses(tls: TlsHandshake, { facts }: TlsContext): Clause[] {
  const shown = tls.alerts.slice(0, 4).map((alert) => alertClause(alert, facts));
  return shown;
}

function alertClause({ frame, side, level, description }: Alert, { client }: StreamFacts): Clause {
  const who = side === client ? 'client' : 'server';
  if (level < 0)
    return clause(
      'tls',
      'plain',
      say`The ${who} sent an encrypted alert (${packet(frame)}): shortly before a close it is the regular farewell.`,
    );
  const name = alertNames[description] ?? `number ${description}`;
  if (description === 0) return clause('tls', 'plain', say`The ${who} said farewell (Close Notify, ${packet(frame)}).`);
  const meaning = alertMeanings[description];
  return clause(
    'tls',
    level === 2 ? 'error' : 'warning',
    say`The ${who} ${level === 2 ? 'broke TLS off' : 'warned'}: ${strong(name)} (${packet(frame)})${meaning === undefined ? '' : `, which usually means: ${meaning}`}.`,
  );
}

/** A handshake that ended without an alert that would say why. */
function failure(tls: TlsHandshake, { facts }: TlsContext): Clause[] {
  if (tls.serverHello !== undefined || tls.clientHello === undefined || tls.alerts.length > 0) return [];
  const end = facts.reset ?? facts.fins[1 - facts.client];
  const hello = tls.clientHello.frame;
  if (end === undefined)
    return [clause('tls', 'error', say`The Client Hello (${packet(hello)}) was ${strong('never answered')}.`)];
  return [
    clause(
      'tls',
      'error',
      say`The Client Hello (${packet(hello)}) was answered by ${facts.reset === undefined ? 'a close' : 'a reset'} (${packet(end.frame)}) and nothing else: usually the server has nothing of this name, speaks no TLS on this port, or a device in between blocks the name.`,
    ),
  ];
}
