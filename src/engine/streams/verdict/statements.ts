/** What a verdict can state: the values of every statement by its id. The words for them are in the message catalogue. */
import type { FrameNumber } from '../../view';

/** Who of the two did it. */
export type Party = 'client' | 'server';

/** How often something was found, and in which packets first. */
export interface Findings {
  readonly count: number;
  readonly frames: readonly FrameNumber[];
}

/** A number of a registry, with its name where the registry is known to have one. */
export interface Registered {
  readonly number: number;
  readonly name: string | undefined;
}

type Nothing = Readonly<Record<never, never>>;

/** Texts are safe to show. Times and lengths of time are nanoseconds, days milliseconds since 1970, sizes bytes. */
interface OpeningStatements {
  /** A DNS answer whose question is not in the capture gave the server's address. */
  nameRemembered: { readonly name: string; readonly answer: FrameNumber };
  nameAsked: {
    readonly name: string;
    readonly question: FrameNumber;
    readonly answer: FrameNumber;
    readonly took: number;
  };
  startsInMiddle: {
    readonly client: string;
    readonly first: FrameNumber;
    /** Why it is taken for the client. */
    readonly because: 'port' | 'spoke-first';
  };
  synNotCaptured: { readonly client: string; readonly server: string; readonly answer: FrameNumber };
  opened: { readonly client: string; readonly server: string; readonly syn: FrameNumber };
  synRepeated: { readonly syns: Findings; readonly over: number };
  neverCompleted: { readonly answer: FrameNumber; readonly after: number };
  handshake: { readonly took: number; readonly answer: FrameNumber; readonly completed: FrameNumber };
  refused: { readonly server: string; readonly reset: FrameNumber; readonly after: number };
  answerNotCaptured: Nothing;
  neverAnswered: Nothing;
  /** The capture ended so soon after the only SYN that an answer may just not have come yet. */
  notYetAnswered: { readonly waited: number };
  oneDirection: Nothing;
  /** The same where the capture starts in the middle. */
  onlyOf: { readonly side: Party };
}

interface ProtocolStatements {
  unrecognised: Nothing;
  encrypted: Nothing;
  carries: { readonly protocols: readonly string[] };
  /** Only so many packets were looked at. */
  bounded: { readonly packets: number };
}

/** Keys by a group, by ephemeral Diffie-Hellman, or by the server's long-lived key. */
export type KeyExchange =
  | { readonly kind: 'group'; readonly group: Registered; readonly ephemeral: boolean }
  | { readonly kind: 'diffie-hellman' }
  | { readonly kind: 'rsa' };

/** Where a chain of certificates ends: in a root that is sent, or in an issuer that is not. */
export interface ChainTop {
  readonly count: number;
  /** Undefined for a root of its own. */
  readonly issuer: string | undefined;
}

interface TlsStatements {
  tlsUnderWay: { readonly first: FrameNumber };
  tlsOffer: {
    readonly frame: FrameNumber;
    readonly versions: readonly Registered[];
    /** The first ones, and how many there are. */
    readonly ciphers: readonly Registered[];
    readonly cipherCount: number;
    readonly serverName: string;
    readonly applications: readonly string[];
  };
  tlsRetry: { readonly frame: FrameNumber };
  tlsChoice: {
    readonly frame: FrameNumber;
    readonly version: Registered;
    readonly cipher: Registered;
    readonly exchange: KeyExchange | undefined;
    readonly application: string | undefined;
    readonly resumed: boolean;
    readonly deprecated: boolean;
  };
  certificateHidden: Nothing;
  clientCertificateAsked: {
    readonly frame: FrameNumber;
    /** Undefined where no answer was seen; without a subject where none was given. */
    readonly answer: { readonly frame: FrameNumber; readonly subject: string | undefined } | undefined;
  };
  certificateUnreadable: { readonly frame: FrameNumber };
  certificate: {
    readonly frame: FrameNumber;
    readonly subject: string;
    readonly issuer: string;
    readonly from: number | undefined;
    readonly to: number | undefined;
  };
  certificateExpired: { readonly on: number };
  certificateExpiresSoon: { readonly on: number };
  certificateNotYetValid: { readonly on: number };
  certificateForAnother: { readonly name: string };
  certificateAlone: Nothing;
  certificateSelfSigned: { readonly damaged: boolean };
  chainBroken: { readonly count: number; readonly at: number };
  chainForged: { readonly count: number; readonly at: number };
  chainUnchecked: ChainTop;
  chainVerified: ChainTop;
  /** `took` is undefined where the handshake's begin is not in the capture. */
  encryptedFrom: { readonly frame: FrameNumber; readonly took: number | undefined };
  encryptedFromEach: { readonly server: FrameNumber; readonly client: FrameNumber; readonly took: number | undefined };
  encryptedAlert: { readonly by: Party; readonly frame: FrameNumber };
  closeNotify: { readonly by: Party; readonly frame: FrameNumber };
  alert: { readonly by: Party; readonly frame: FrameNumber; readonly fatal: boolean; readonly alert: Registered };
  /** `oneSided`: nothing at all of the server is in the capture. */
  helloNeverAnswered: { readonly hello: FrameNumber; readonly oneSided: boolean };
  helloCutOff: { readonly hello: FrameNumber; readonly end: FrameNumber; readonly reset: boolean };
}

/** A request by its method and path; undefined where it is not in the capture. */
export type RequestName = { readonly method: string; readonly path: string } | undefined;

interface HttpStatements {
  oneRequest: { readonly request: RequestName; readonly status: Registered };
  requests: {
    readonly requests: number;
    readonly answered: number;
    readonly classes: readonly { readonly name: string | undefined; readonly count: number }[];
  };
  requestFailed: {
    readonly request: RequestName;
    readonly asked: FrameNumber;
    readonly status: Registered;
    readonly answered: FrameNumber;
  };
  moreFailed: { readonly count: number };
  /** `only`: there was no other request. */
  slowestAnswer: {
    readonly only: boolean;
    readonly request: RequestName;
    readonly wait: number;
    readonly asked: FrameNumber;
    readonly answered: FrameNumber;
  };
  /** `end`: who ended the connection, and how long after the last of the requests. */
  requestsUnanswered: {
    readonly found: Findings;
    readonly oneSided: boolean;
    readonly end: { readonly by: Party; readonly frame: FrameNumber; readonly after: number } | undefined;
  };
  answersIncomplete: Findings;
}

/** What one side sent. */
export interface Sent {
  readonly bytes: number;
  readonly segments: number;
}

/** A silence that `by` ended. */
export interface Silence {
  readonly by: Party;
  readonly length: number;
  readonly from: FrameNumber;
  readonly to: FrameNumber;
  /** What of it the network needs for the way there and back, where that matters; else 0. */
  readonly way: number;
}

interface TrafficStatements {
  nothingSent: { readonly packets: number };
  sent: { readonly client: Sent; readonly server: Sent; readonly packets: number };
  sentAgain: {
    readonly again: Findings;
    /** Packets with data, SYN or FIN. */
    readonly numbered: number;
    /** Of them after duplicate ACKs, and such whose original had arrived. */
    readonly fast: number;
    readonly needless: number;
  };
  /** Of what looks sent again, how many were captured twice, and one packet with its copy. */
  copied: {
    readonly count: number;
    readonly again: number;
    readonly first: FrameNumber;
    readonly copy: FrameNumber;
  };
  /** Packets that the capture kept only the beginning of. */
  cut: Findings;
  outOfOrder: Findings;
  acknowledgedUnseen: Findings;
  missingBefore: Findings;
  nothingLost: Nothing;
  /** `reset` is undefined where none answered the last one. */
  keepAlives: { readonly asked: Findings; readonly unanswered: number; readonly reset: FrameNumber | undefined };
  greeted: Silence;
  thought: Silence;
  spokeUnasked: Silence & { readonly protocol: string };
  paused: Silence;
  acknowledgedLate: Silence;
  timedOut: Silence;
  windowZero: Silence;
  windowFull: Silence;
  quietBeforeClose: Silence;
  silences: { readonly count: number; readonly total: number };
  stillZero: { readonly side: Party; readonly since: FrameNumber };
  /** From where on a silence counts. */
  threshold: { readonly from: number };
}

interface EndingStatements {
  closed: {
    readonly first: Party;
    readonly fin: FrameNumber;
    readonly otherFin: FrameNumber;
    /** How long nothing was said before; undefined where that was not long. */
    readonly idle: number | undefined;
  };
  halfClosed: { readonly by: Party; readonly fin: FrameNumber };
  idle: { readonly last: FrameNumber; readonly quiet: number };
  stillOpen: { readonly last: FrameNumber };
  resetAfterClose: { readonly by: Party; readonly fin: FrameNumber; readonly reset: FrameNumber };
  resetForLateData: {
    readonly by: Party;
    readonly fin: FrameNumber;
    readonly data: FrameNumber;
    readonly reset: FrameNumber;
  };
  /** Nothing of the other side is in the capture. */
  resetAlone: { readonly by: Party; readonly reset: FrameNumber };
  resetUnprovoked: {
    readonly by: Party;
    readonly reset: FrameNumber;
    readonly after: FrameNumber;
    readonly late: number;
  };
  /** After its own alert of TLS, which tells why. */
  resetAfterAlert: { readonly by: Party; readonly alert: FrameNumber; readonly reset: FrameNumber };
  /** Right after its own FIN. */
  resetAfterOwnFin: { readonly by: Party; readonly fin: FrameNumber; readonly reset: FrameNumber };
  resetForKeepAlive: { readonly by: Party; readonly reset: FrameNumber; readonly answered: FrameNumber };
  /** `unknown`: the reset acknowledges nothing, as of a connection that is no longer there. RFC 9293, section 3.5.2. */
  resetForFin: {
    readonly by: Party;
    readonly reset: FrameNumber;
    readonly answered: FrameNumber;
    readonly unknown: boolean;
  };
  resetForSyn: { readonly by: Party; readonly reset: FrameNumber; readonly answered: FrameNumber };
  /** `received` tells whether the reset acknowledges the data. */
  resetForData: {
    readonly by: Party;
    readonly reset: FrameNumber;
    readonly answered: FrameNumber;
    readonly late: number;
    readonly received: boolean;
  };
  resetsRepeated: { readonly by: Party; readonly resets: Findings };
  resetForAcknowledgement: {
    readonly by: Party;
    readonly reset: FrameNumber;
    readonly answered: FrameNumber;
    readonly late: number;
  };
}

export type Statements = OpeningStatements &
  ProtocolStatements &
  TlsStatements &
  HttpStatements &
  TrafficStatements &
  EndingStatements;

export type StatementId = keyof Statements;

/** A statement: its id and its values. */
export type Statement = { [Id in StatementId]: { readonly id: Id; readonly values: Statements[Id] } }[StatementId];
