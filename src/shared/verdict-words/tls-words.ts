/** How a verdict tells a TLS handshake. */
import type { ChainTop, KeyExchange, Registered } from '../../engine/streams/verdict/statements';
import { alertMeanings } from './alert-meanings';
import { type ClausePart, packet, type Sentences, say, strong } from './phrases';
import { plural, time } from './quantities';

const version = ({ name, number }: Registered): string => name ?? `version 0x${number.toString(16)}`;
const cipher = ({ name, number }: Registered): string => name ?? `cipher 0x${number.toString(16).padStart(4, '0')}`;
const group = ({ name, number }: Registered): string => name ?? `group ${number}`;
const quoted = (text: string): ClausePart => strong(`“${text}”`);
const day = (value: number | undefined): string =>
  value === undefined ? 'unknown' : new Date(value).toISOString().slice(0, 10);

function exchangeWords(exchange: KeyExchange | undefined): string {
  if (exchange === undefined) return '';
  if (exchange.kind === 'diffie-hellman') return ', keys by ephemeral Diffie-Hellman';
  if (exchange.kind === 'rsa') return ', keys by RSA: whoever has the server’s key can read it later';
  return `, keys by ${group(exchange.group)}${exchange.ephemeral ? ' (ephemeral)' : ''}`;
}

const topWords = ({ issuer }: ChainTop): string =>
  issuer === undefined ? 'a root of its own' : `${issuer}, which is not sent`;

const tookWords = (took: number | undefined): readonly ClausePart[] =>
  took === undefined ? [] : say` The TLS handshake took ${strong(time(took))}.`;

export const tlsWords: Sentences<
  | 'tlsUnderWay'
  | 'tlsOffer'
  | 'tlsRetry'
  | 'tlsChoice'
  | 'certificateHidden'
  | 'clientCertificateAsked'
  | 'certificateUnreadable'
  | 'certificate'
  | 'certificateExpired'
  | 'certificateExpiresSoon'
  | 'certificateNotYetValid'
  | 'certificateForAnother'
  | 'certificateAlone'
  | 'certificateSelfSigned'
  | 'chainBroken'
  | 'chainForged'
  | 'chainUnchecked'
  | 'chainVerified'
  | 'encryptedFrom'
  | 'encryptedFromEach'
  | 'encryptedAlert'
  | 'closeNotify'
  | 'alert'
  | 'helloNeverAnswered'
  | 'helloCutOff'
> = {
  tlsUnderWay: ({ first }) =>
    say`TLS is under way already in its first packet here (${packet(first)}): the handshake is not in the capture.`,
  tlsOffer: ({ frame, versions, ciphers, cipherCount, serverName, applications }) => {
    const names = `${ciphers.map(cipher).join(', ')}${cipherCount > ciphers.length ? ', …' : ''}`;
    const server = serverName === '' ? say`, and names no server` : say` for the server name ${quoted(serverName)}`;
    const purpose = applications.length === 0 ? '' : `, to speak ${applications.join(', ')}`;
    const suites = cipherCount === 0 ? '' : ` and ${plural(cipherCount, 'cipher')} (${names})`;
    return say`The client (${packet(frame)}) offers ${versions.map(version).join(', ')}${suites}${server}${purpose}.`;
  },
  tlsRetry: ({ frame }) =>
    say`The server asked for another key share (Hello Retry Request, ${packet(frame)}), which costs a round trip.`,
  tlsChoice: ({ frame, version: chosen, cipher: suite, exchange, application, resumed, deprecated }) => {
    const purpose = application === undefined ? '' : `, to speak ${application}`;
    const session = resumed ? ', and resumes an earlier session, without a certificate' : '';
    const warning = deprecated ? ' This version is deprecated (RFC 8996).' : '';
    return say`The server (${packet(frame)}) chose ${strong(version(chosen))} with ${cipher(suite)}${exchangeWords(exchange)}${purpose}${session}.${warning}`;
  },
  certificateHidden: () => say`The certificate is encrypted in TLS 1.3 and cannot be seen here.`,
  clientCertificateAsked: ({ frame, answer }) => {
    if (answer === undefined) return say`The server asks for a client certificate (${packet(frame)}).`;
    const given = answer.subject === undefined ? say`gives none` : say`shows that of ${quoted(answer.subject)}`;
    return say`The server asks for a client certificate (${packet(frame)}); the client ${given} (${packet(answer.frame)}).`;
  },
  certificateUnreadable: ({ frame }) => say`The server’s certificate (${packet(frame)}) cannot be read.`,
  certificate: ({ frame, subject, issuer, from, to }) =>
    say`The server’s certificate (${packet(frame)}) is for ${quoted(subject)}, issued by ${quoted(issuer)}, valid from ${day(from)} to ${day(to)}.`,
  certificateExpired: ({ on }) => say`It had ${strong('expired')} when the connection was made (${day(on)}).`,
  certificateExpiresSoon: ({ on }) => say`It expires soon after this connection (${day(on)}).`,
  certificateNotYetValid: ({ on }) => say`It was ${strong('not yet valid')} when the connection was made (${day(on)}).`,
  certificateForAnother: ({ name }) => say`It is ${strong('not for')} ${quoted(name)}, which the client asked for.`,
  certificateAlone: () =>
    say`Only this one certificate was sent, so its signature cannot be checked here. A client that does not have the issuer’s certificate will refuse it.`,
  certificateSelfSigned: ({ damaged }) =>
    say`It is ${strong('self-signed')}${damaged ? ', and even its own signature is wrong' : ''}: a client trusts it only where it was installed.`,
  chainBroken: ({ count, at }) =>
    say`The chain of ${count} certificates does not fit together: number ${at} was not issued by number ${at + 1}.`,
  chainForged: ({ count, at }) => say`The signature of certificate ${at} of ${count} is ${strong('wrong')}.`,
  chainUnchecked: (top) =>
    say`The names of the ${top.count} certificates form a chain up to ${topWords(top)}. The signatures could not be checked here.`,
  chainVerified: (top) =>
    say`The chain of ${top.count} certificates verifies up to ${topWords(top)}. Whether that is trusted, and revocation, are not checked.`,
  encryptedFrom: ({ frame, took }) => say`From ${packet(frame)} on all is encrypted.${tookWords(took)}`,
  encryptedFromEach: ({ server, client, took }) =>
    say`The server encrypts from ${packet(server)} on, the client from ${packet(client)} on.${tookWords(took)}`,
  encryptedAlert: ({ by, frame }) =>
    say`The ${by} sent an encrypted alert (${packet(frame)}): shortly before a close it is the regular farewell.`,
  closeNotify: ({ by, frame }) => say`The ${by} said farewell (Close Notify, ${packet(frame)}).`,
  alert: ({ by, frame, fatal, alert }) => {
    const meaning = alertMeanings[alert.number];
    const usually = meaning === undefined ? '' : `, which usually means: ${meaning}`;
    return say`The ${by} ${fatal ? 'broke TLS off' : 'warned'}: ${strong(alert.name ?? `number ${alert.number}`)} (${packet(frame)})${usually}.`;
  },
  helloNeverAnswered: ({ hello, oneSided }) =>
    oneSided
      ? say`No answer to the Client Hello (${packet(hello)}) is in the capture.`
      : say`The Client Hello (${packet(hello)}) was ${strong('never answered')}.`,
  helloCutOff: ({ hello, end, reset }) =>
    say`The Client Hello (${packet(hello)}) was answered by ${reset ? 'a reset' : 'a close'} (${packet(end)}) and nothing else: usually the server has nothing of this name, speaks no TLS on this port, or a device in between blocks the name.`,
};
