/** Tells a TLS handshake in order: who offered what, what was chosen, whose certificate, and from where on all is encrypted. */
import { visible } from '../../bytes/visible';
import type { EngineHost } from '../../host';
import { alertNames, cipherSuiteName, fatalAlert, groupName, isGrease, versionName } from '../../protocols/names/tls';
import { ssl2CipherNames } from '../../protocols/names/tls-cipher-suites';
import { type CertificateFacts, certificateFacts, isFor } from './certificate';
import { clause } from './clause';
import type { KeyExchange, Party, Registered, Statements } from './statements';
import { isServerUnseen, partyOf, type StreamFacts } from './stream-facts';
import { type Alert, type Hello, isVersion13, type TlsHandshake } from './tls-handshake';
import type { Clause } from './verdict-view';

/** Ciphers that are named; of the others the number is told. */
const namedCiphers = 3;
const thirteen = 0x0304;
/** Older versions are deprecated. RFC 8996. */
const oldestGood = 0x0303;
/** Alerts that are told. */
const toldAlerts = 4;
/** A certificate that ends sooner than this after the connection is worth a word: 14 days. */
const soon = 14n * 86_400n * 1_000_000_000n;

const version = (number: number): Registered => ({ number, name: versionName(number) });
/** Those of SSL 2.0 have three bytes. */
const cipher = (number: number): Registered => ({
  number,
  name: number > 0xffff ? ssl2CipherNames[number] : cipherSuiteName(number),
});
const group = (number: number): Registered => ({ number, name: groupName(number) });

export interface TlsContext {
  readonly facts: StreamFacts;
  readonly host: EngineHost;
  /** When a packet was captured: nanoseconds since 1970. */
  readonly timeOf: (frame: number) => bigint;
}

export function tlsClauses(tls: TlsHandshake, context: TlsContext): Clause[] {
  const { clientHello, serverHello, retry } = tls;
  if (clientHello === undefined && serverHello === undefined)
    return [clause('tls', 'plain', 'tlsUnderWay', { first: tls.firstFrame }), ...alertClauses(tls, context)];
  return [
    ...(clientHello === undefined ? [] : [offer(clientHello)]),
    ...(retry === undefined ? [] : [clause('tls', 'note', 'tlsRetry', { frame: retry })]),
    ...(serverHello === undefined ? [] : [choice(serverHello, tls)]),
    ...certificateClauses(tls, context),
    ...encryption(tls, context),
    ...alertClauses(tls, context),
    ...failure(tls, context),
  ];
}

/** Numbers among the ciphers that are none but say something else: TLS_EMPTY_RENEGOTIATION_INFO_SCSV and TLS_FALLBACK_SCSV. RFC 5746, RFC 7507. */
const signals = [0x00ff, 0x5600];
const offered = (values: readonly number[]): number[] => values.filter((value) => !isGrease(value));

function offer(hello: Hello): Clause {
  const ciphers = offered(hello.ciphers).filter((number) => !signals.includes(number));
  return clause('tls', 'plain', 'tlsOffer', {
    frame: hello.frame,
    versions: offered(hello.versions).map(version),
    ciphers: ciphers.slice(0, namedCiphers).map(cipher),
    cipherCount: ciphers.length,
    serverName: visible(hello.serverName),
    applications: hello.applications.filter((name) => !/[^ -~]/.test(name)).map(visible),
  });
}

function choice(hello: Hello, tls: TlsHandshake): Clause {
  const chosen = hello.versions[0] ?? 0;
  const session = tls.clientHello?.session ?? '';
  const application = hello.applications[0];
  const deprecated = chosen < oldestGood;
  return clause('tls', deprecated ? 'warning' : 'plain', 'tlsChoice', {
    frame: hello.frame,
    version: version(chosen),
    cipher: cipher(hello.ciphers[0] ?? 0),
    exchange: keyExchangeOf(hello, tls),
    application: application === undefined ? undefined : visible(application),
    resumed: hello.resumes || (chosen < thirteen && session !== '' && session === hello.session),
    deprecated,
  });
}

/** How the keys were agreed on. */
function keyExchangeOf(hello: Hello, tls: TlsHandshake): KeyExchange | undefined {
  if ((hello.versions[0] ?? 0) >= thirteen)
    return hello.groups[0] === undefined
      ? undefined
      : { kind: 'group', group: group(hello.groups[0]), ephemeral: true };
  const name = cipherSuiteName(hello.ciphers[0] ?? 0) ?? '';
  if (tls.namedGroup !== undefined)
    return { kind: 'group', group: group(tls.namedGroup), ephemeral: name.includes('ECDHE') };
  if (name.includes('_DHE_')) return { kind: 'diffie-hellman' };
  return name.startsWith('TLS_RSA_') ? { kind: 'rsa' } : undefined;
}

function certificateClauses(tls: TlsHandshake, context: TlsContext): Clause[] {
  const clauses: Clause[] = [];
  const { certificates, serverHello } = tls;
  if (certificates !== undefined && certificates.list.length > 0)
    clauses.push(...certificateClause(certificates, tls.clientHello?.serverName ?? '', context));
  else if (serverHello !== undefined && isVersion13(serverHello.versions[0]) && !serverHello.resumes)
    clauses.push(clause('tls', 'plain', 'certificateHidden', {}));
  if (tls.certificateRequest !== undefined)
    clauses.push(
      clause('tls', 'plain', 'clientCertificateAsked', {
        frame: tls.certificateRequest,
        answer: clientAnswer(tls),
      }),
    );
  return clauses;
}

function clientAnswer({ clientCertificates }: TlsHandshake): Statements['clientCertificateAsked']['answer'] {
  if (clientCertificates === undefined) return undefined;
  const facts = clientCertificates.list[0] && certificateFacts(clientCertificates.list[0]);
  return { frame: clientCertificates.frame, subject: facts && visible(facts.subject) };
}

/** Milliseconds since 1970. */
const day = (value: bigint | undefined): number | undefined =>
  value === undefined ? undefined : Number(value / 1_000_000n);

function certificateClause(
  { frame, list }: NonNullable<TlsHandshake['certificates']>,
  serverName: string,
  { host, timeOf }: TlsContext,
): Clause[] {
  const chain = list.map(certificateFacts);
  const [leaf] = chain;
  if (leaf === undefined) return [clause('tls', 'warning', 'certificateUnreadable', { frame })];
  const clauses = [
    clause('tls', 'plain', 'certificate', {
      frame,
      subject: visible(leaf.subject),
      issuer: visible(leaf.issuer),
      from: day(leaf.notBefore),
      to: day(leaf.notAfter),
    }),
    ...validityClauses(leaf, timeOf(frame)),
  ];
  if (serverName !== '' && !isFor(leaf, serverName))
    clauses.push(clause('tls', 'error', 'certificateForAnother', { name: visible(serverName) }));
  clauses.push(chainClause(chain, list, host));
  return clauses;
}

function validityClauses({ notBefore, notAfter }: CertificateFacts, now: bigint): Clause[] {
  const clauses: Clause[] = [];
  if (notAfter !== undefined && now > notAfter)
    clauses.push(clause('tls', 'error', 'certificateExpired', { on: day(notAfter)! }));
  else if (notAfter !== undefined && notAfter - now < soon)
    clauses.push(clause('tls', 'note', 'certificateExpiresSoon', { on: day(notAfter)! }));
  if (notBefore !== undefined && now < notBefore)
    clauses.push(clause('tls', 'error', 'certificateNotYetValid', { on: day(notBefore)! }));
  return clauses;
}

/** Whether each certificate is signed by the next one that the server sent. Trust in the last one is not for us to say. */
function chainClause(
  chain: readonly (CertificateFacts | undefined)[],
  list: readonly Uint8Array[],
  host: EngineHost,
): Clause {
  const count = chain.length;
  const last = chain.at(-1);
  if (count === 1 && last !== undefined) {
    if (last.subjectKey !== last.issuerKey) return clause('tls', 'note', 'certificateAlone', {});
    return clause('tls', 'warning', 'certificateSelfSigned', { damaged: host.isSignedBy(list[0], list[0]) === false });
  }
  let unchecked = false;
  for (let i = 0; i + 1 < count; i++) {
    if (chain[i]?.issuerKey !== chain[i + 1]?.subjectKey)
      return clause('tls', 'warning', 'chainBroken', { count, at: i + 1 });
    const signed = host.isSignedBy(list[i], list[i + 1]);
    if (signed === undefined) unchecked = true;
    if (signed === false) return clause('tls', 'error', 'chainForged', { count, at: i + 1 });
  }
  const issuer = last?.subjectKey === last?.issuerKey ? undefined : visible(last?.issuer ?? '');
  return unchecked
    ? clause('tls', 'note', 'chainUnchecked', { count, issuer })
    : clause('tls', 'good', 'chainVerified', { count, issuer });
}

function encryption(tls: TlsHandshake, { facts, timeOf }: TlsContext): Clause[] {
  const client = tls.encryptedFrom[facts.client];
  const server = tls.encryptedFrom[1 - facts.client];
  if (tls.serverHello === undefined || client === 0 || server === 0) return [];
  const frame = Math.max(client, server);
  const took = tls.clientHello && Number(timeOf(frame) - timeOf(tls.clientHello.frame));
  return [
    isVersion13(tls.serverHello.versions[0])
      ? clause('tls', 'good', 'encryptedFromEach', { server, client, took })
      : clause('tls', 'good', 'encryptedFrom', { frame, took }),
  ];
}

const alertClauses = (tls: TlsHandshake, { facts }: TlsContext): Clause[] =>
  tls.alerts.slice(0, toldAlerts).map((alert) => alertClause(alert, partyOf(alert.side, facts)));

function alertClause({ frame, level, description }: Alert, by: Party): Clause {
  if (level < 0) return clause('tls', 'plain', 'encryptedAlert', { by, frame });
  if (description === 0) return clause('tls', 'plain', 'closeNotify', { by, frame });
  const fatal = level === fatalAlert;
  return clause('tls', fatal ? 'error' : 'warning', 'alert', {
    by,
    frame,
    fatal,
    alert: { number: description, name: alertNames[description] },
  });
}

/** A handshake that ended without an alert that would say why. */
function failure(tls: TlsHandshake, { facts }: TlsContext): Clause[] {
  if (tls.serverHello !== undefined || tls.clientHello === undefined || tls.alerts.length > 0) return [];
  const end = facts.reset ?? facts.fins[1 - facts.client];
  const hello = tls.clientHello.frame;
  const oneSided = isServerUnseen(facts);
  return [
    end === undefined
      ? clause('tls', oneSided ? 'note' : 'error', 'helloNeverAnswered', { hello, oneSided })
      : clause('tls', 'error', 'helloCutOff', { hello, end: end.frame, reset: facts.reset !== undefined }),
  ];
}
