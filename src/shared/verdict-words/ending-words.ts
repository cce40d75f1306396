/** How a verdict says how a connection ended. */
import type { Party } from '../../engine/streams/verdict/statements';
import type { FrameNumber } from '../../engine/view';
import { type ClausePart, otherThan, packet, packets, type Sentences, say, strong } from './phrases';
import { plural, time } from './quantities';

const reset = (by: Party, frame: FrameNumber): readonly ClausePart[] =>
  say`The ${strong(by)} ${strong('reset')} the connection (${packet(frame)})`;

export const endingWords: Sentences<
  | 'closed'
  | 'halfClosed'
  | 'idle'
  | 'stillOpen'
  | 'resetAfterClose'
  | 'resetForLateData'
  | 'resetAlone'
  | 'resetUnprovoked'
  | 'resetAfterAlert'
  | 'resetAfterOwnFin'
  | 'resetForKeepAlive'
  | 'resetsRepeated'
  | 'resetForFin'
  | 'resetForSyn'
  | 'resetForData'
  | 'resetForAcknowledgement'
> = {
  closed: ({ first, fin, otherFin, idle }) =>
    say`Closed by the ${strong(first)} (FIN ${packet(fin)}), then by the ${otherThan(first)} (${packet(otherFin)}).${idle === undefined ? '' : ` It had been idle for ${time(idle)} before.`}`,
  halfClosed: ({ by, fin }) =>
    say`The ${strong(by)} closed its side (FIN ${packet(fin)}); the other side did not, as far as the capture goes: half closed.`,
  idle: ({ last, quiet }) =>
    say`Neither side closed it; its last packet (${packet(last)}) came ${strong(time(quiet))} before the end of the capture: idle, or gone.`,
  stillOpen: ({ last }) => say`Still ${strong('open')} at the end of the capture; its last packet is ${packet(last)}.`,
  resetAfterClose: ({ by, fin, reset: frame }) =>
    say`Closed by both sides (FIN ${packet(fin)}), then reset by the ${by} (${packet(frame)}): a late farewell, usually without harm.`,
  resetForLateData: ({ by, fin, data, reset: frame }) =>
    say`${reset(by, frame)} in answer to data (${packet(data)}) that came after its own close (FIN ${packet(fin)}): its program was gone already and did not read that.`,
  resetAlone: ({ by, reset: frame }) => say`${reset(by, frame)}; nothing of the ${otherThan(by)} is in the capture.`,
  resetUnprovoked: ({ by, reset: frame, after, late }) =>
    say`${reset(by, frame)} by itself, ${time(late)} after the last packet of the ${otherThan(by)} (${packet(after)}): its program broke off, it timed out, or a device in between ended it.`,
  resetAfterAlert: ({ by, alert, reset: frame }) =>
    say`${reset(by, frame)} after it had broken TLS off (${packet(alert)}).`,
  resetAfterOwnFin: ({ by, fin, reset: frame }) =>
    say`The ${strong(by)} closed its side (FIN ${packet(fin)}) and reset the connection right behind (${packet(frame)}): it did not wait for the ${otherThan(by)} to close.`,
  resetForKeepAlive: ({ by, reset: frame, answered }) =>
    say`${reset(by, frame)} in answer to a keep-alive (${packet(answered)}): it no longer knew the connection, or had enough of it.`,
  resetsRepeated: ({ by, resets }) =>
    say`The ${by} sent ${strong(plural(resets.count, 'reset'))} in all (${packets(resets)}).`,
  resetForFin: ({ by, reset: frame, answered, unknown }) =>
    unknown
      ? say`${reset(by, frame)} in answer to the ${otherThan(by)}’s FIN (${packet(answered)}): it no longer knew the connection.`
      : say`${reset(by, frame)} in answer to the ${otherThan(by)}’s FIN (${packet(answered)}), instead of a FIN of its own: what it had not read yet is lost.`,
  resetForSyn: ({ by, reset: frame, answered }) =>
    by === 'client'
      ? say`${reset(by, frame)} in answer to the server’s SYN, ACK (${packet(answered)}): it had given up meanwhile, or only tried whether the port is open.`
      : say`${reset(by, frame)} in answer to ${packet(answered)}, while it was being opened.`,
  resetForData: ({ by, reset: frame, answered, late, received }) =>
    received
      ? say`${reset(by, frame)} ${time(late)} after it had received data (${packet(answered)}): its program ended the connection, perhaps without having read all.`
      : say`${reset(by, frame)} in answer to data (${packet(answered)}): its program had closed without reading it, or refused what it was sent.`,
  resetForAcknowledgement: ({ by, reset: frame, answered, late }) =>
    say`${reset(by, frame)} ${time(late)} after an acknowledgement (${packet(answered)}): its program broke off.`,
};
