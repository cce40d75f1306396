/** How a verdict says who opened a connection, by which name, and what protocol it carries. */
import { otherThan, packet, packets, type Sentences, say, strong } from './phrases';
import { count, plural, time } from './quantities';

export const openingWords: Sentences<
  | 'nameRemembered'
  | 'nameAsked'
  | 'startsInMiddle'
  | 'synNotCaptured'
  | 'opened'
  | 'synRepeated'
  | 'neverCompleted'
  | 'handshake'
  | 'refused'
  | 'answerNotCaptured'
  | 'neverAnswered'
  | 'notYetAnswered'
  | 'oneDirection'
  | 'onlyOf'
  | 'unrecognised'
  | 'encrypted'
  | 'carries'
  | 'bounded'
> = {
  nameRemembered: ({ name, answer }) =>
    say`The address came from the DNS answer for ${strong(name)} (${packet(answer)}).`,
  nameAsked: ({ name, question, answer, took }) =>
    say`The address came from DNS: ${strong(name)} was asked (${packet(question)}) and answered (${packet(answer)}) in ${strong(time(took))}.`,
  startsInMiddle: ({ client, first, because }) =>
    say`The capture starts in the middle of this connection (${packet(first)}). ${strong(client)} is taken for the client because ${because === 'port' ? 'of its port' : 'it spoke first here'}.`,
  synNotCaptured: ({ client, server, answer }) =>
    say`${strong(client)} opened the connection to ${server}; its SYN is not in the capture, the answer is (${packet(answer)}).`,
  opened: ({ client, server, syn }) => say`${strong(client)} opened the connection to ${server} (${packet(syn)}).`,
  synRepeated: ({ syns, over }) =>
    say`The SYN had to be sent ${strong(plural(syns.count, 'time'))} (${packets(syns)}) over ${time(over)}.`,
  neverCompleted: ({ answer, after }) =>
    say`The server answered (${packet(answer)}) after ${time(after)}, but the client never completed the handshake.`,
  handshake: ({ took, answer, completed }) =>
    say`The handshake took ${strong(time(took))} (answer ${packet(answer)}, completed ${packet(completed)}).`,
  refused: ({ server, reset, after }) =>
    say`${server} ${strong('refused')} it with a reset (${packet(reset)}) after ${time(after)}: nothing listens on that port there, or a firewall refuses.`,
  answerNotCaptured: () => say`The server’s SYN, ACK is not in the capture, though later packets of it are.`,
  neverAnswered: () =>
    say`There was ${strong('no answer')}: a firewall drops the packets, the address is wrong, or the way there is broken.`,
  notYetAnswered: ({ waited }) => say`The capture ends ${time(waited)} later: an answer may just not have come yet.`,
  oneDirection: () =>
    say`Nothing of the server is in the capture: only one direction was captured, or it ${strong('never answered')}.`,
  onlyOf: ({ side }) =>
    say`Only packets of the ${side} are in the capture: what the ${otherThan(side)} said is not known.`,
  unrecognised: () => say`No protocol was recognized in its data.`,
  encrypted: () => say`It is encrypted with ${strong('TLS')}.`,
  carries: ({ protocols }) => say`It carries ${strong(protocols.join(', '))}.`,
  bounded: ({ packets: looked }) => say`Only the first ${count(looked)} packets of the stream were looked at.`,
};
