/** How a verdict says how much was sent, what was lost, and who kept whom waiting. */
import type { Sent, Silence } from '../../engine/streams/verdict/statements';
import type { FrameNumber } from '../../engine/view';
import { type ClausePart, otherThan, packet, packets, type Sentences, say, strong } from './phrases';
import { count, plural, share, size, time } from './quantities';

const sentWords = ({ bytes, segments }: Sent): string =>
  bytes === 0 ? 'nothing' : `${size(bytes)} in ${plural(segments, 'segment')}`;
const long = ({ length }: Silence) => strong(time(length));
const between = ({ from, to }: Silence) => say`(${packet(from)} to ${packet(to)})`;
const ofTheWay = ({ way }: Silence): string =>
  way === 0 ? '' : `, of which the way there and back takes ${time(way)}`;

function keepAliveAnswer(asked: number, unanswered: number, reset: FrameNumber | undefined): readonly ClausePart[] {
  if (reset !== undefined) return say`the last one was answered by a reset (${packet(reset)})`;
  if (unanswered === 0) return say`it was`;
  return unanswered === asked ? say`no answer came` : say`${count(unanswered)} got no answer`;
}

export const trafficWords: Sentences<
  | 'nothingSent'
  | 'sent'
  | 'sentAgain'
  | 'copied'
  | 'cut'
  | 'outOfOrder'
  | 'acknowledgedUnseen'
  | 'missingBefore'
  | 'nothingLost'
  | 'keepAlives'
  | 'greeted'
  | 'thought'
  | 'spokeUnasked'
  | 'paused'
  | 'acknowledgedLate'
  | 'timedOut'
  | 'windowZero'
  | 'windowFull'
  | 'quietBeforeClose'
  | 'silences'
  | 'stillZero'
  | 'threshold'
> = {
  nothingSent: ({ packets: all }) => say`No data was sent in its ${plural(all, 'packet')}.`,
  sent: ({ client, server, packets: all }) =>
    say`The client sent ${strong(sentWords(client))}, the server ${strong(sentWords(server))}; ${plural(all, 'packet')} in all.`,
  sentAgain: ({ again, numbered, fast, needless }) => {
    const kinds = [
      ...(fast > 0 ? [`, ${count(fast)} after duplicate ACKs`] : []),
      ...(needless > 0 ? [`, ${count(needless)} needlessly: the original had arrived`] : []),
    ].join('');
    return say`${strong(plural(again.count, 'packet'))} of ${count(numbered)} with data, SYN or FIN ${again.count === 1 ? 'was' : 'were'} sent again (${packets(again)}, ${share(again.count, numbered)})${kinds}.`;
  },
  copied: ({ count: copies, again, first, copy }) => {
    const which = copies === again ? (copies === 1 ? 'It' : 'All of them') : `${count(copies)} of them`;
    return say`${which} ${copies === 1 ? 'is' : 'are'} in the capture ${strong('twice')} rather than sent twice: ${packet(copy)} has the same IP identification as ${packet(first)}. A mirror port, or capturing on several interfaces, does that.`;
  },
  cut: (found) =>
    say`The capture kept only the beginning of ${plural(found.count, 'packet')} (${packets(found)}): what is missing here was not missing on the network.`,
  outOfOrder: (found) => say`${plural(found.count, 'segment')} came out of order (${packets(found)}).`,
  acknowledgedUnseen: (found) =>
    say`Segments were acknowledged that are not in the capture (${packets(found)}): the capture missed them, the network did not.`,
  missingBefore: (found) =>
    say`${plural(found.count, 'time')} a segment is missing before another one (${packets(found)}): it was lost before it came here, or the capture missed it.`,
  nothingLost: () => say`Nothing was lost or sent twice.`,
  keepAlives: ({ asked, unanswered, reset }) =>
    say`While nothing was said, ${plural(asked.count, 'keep-alive')} asked whether the other side is still there (${packets(asked)}): ${keepAliveAnswer(asked.count, unanswered, reset)}.`,
  greeted: (silence) =>
    silence.by === 'server'
      ? say`The server spoke first, and took ${long(silence)} for it ${between(silence)}${ofTheWay(silence)}.`
      : say`The client sent nothing for ${long(silence)} after it had opened ${between(silence)}.`,
  thought: (silence) =>
    silence.by === 'server'
      ? say`The server had all it was sent at ${packet(silence.from)} and was silent for ${long(silence)}, until ${packet(silence.to)}${ofTheWay(silence)}: it was thinking, the network was not slow.`
      : say`The client waited ${long(silence)} before it went on ${between(silence)}: nothing kept it waiting here.`,
  spokeUnasked: ({ protocol, ...silence }) =>
    say`Nothing was said for ${long(silence)}, until the ${silence.by} spoke ${between(silence)}: in ${protocol} either side speaks when it likes.`,
  paused: (silence) =>
    say`The ${silence.by} paused for ${long(silence)} in the middle of sending ${between(silence)}${ofTheWay(silence)}: neither loss nor the window held it back.`,
  acknowledgedLate: (silence) =>
    say`The ${silence.by} took ${long(silence)} to acknowledge what the ${otherThan(silence.by)} had sent ${between(silence)}${ofTheWay(silence)}.`,
  timedOut: (silence) =>
    say`The ${silence.by} waited ${long(silence)} for an acknowledgement and sent again ${between(silence)}: a segment or its acknowledgement was lost.`,
  windowZero: (silence) =>
    say`The ${silence.by}’s window was zero for ${long(silence)} ${between(silence)}: its program did not read, and the ${otherThan(silence.by)} had to wait.`,
  windowFull: (silence) =>
    say`The ${silence.by} could not send for ${long(silence)} ${between(silence)}: the ${otherThan(silence.by)}’s window was full, its program did not read fast enough.`,
  quietBeforeClose: (silence) => say`Nothing was said for ${long(silence)} before the close ${between(silence)}.`,
  silences: ({ count: all, total }) =>
    say`These are the longest of ${plural(all, 'silence')} that come to ${strong(time(total))} together.`,
  stillZero: ({ side, since }) =>
    say`The ${side}’s window has been ${strong('zero')} since ${packet(since)}: its program does not read.`,
  threshold: ({ from }) => say`A silence counts from ${time(from)} on.`,
};
