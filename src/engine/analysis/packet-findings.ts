/** What the analysis finds out about one packet and the packet table does not keep. 0 stands for "none". */
import { U32Vector } from '../bytes/vector';

export class PacketFindings {
  /** Whether there is anything to say besides the flags, if only the round trip's time. */
  analysed = false;
  /** The packet before this one in its stream. */
  previousFrame = 0;
  /** The packet whose last byte this one acknowledges. */
  acknowledgedFrame = 0;
  /** The last SYN before the first ACK, and that ACK. */
  synFrame = 0;
  firstAckFrame = 0;
  bytesInFlight = 0;
  pushBytesSent = 0;
  /** The packet that this one sends again. */
  retransmissionFrame = 0;

  // Per stream: its last packet, the last SYN before the first ACK, and that ACK.
  private readonly lastFrames = new U32Vector();
  private readonly synFrames = new U32Vector();
  private readonly ackFrames = new U32Vector();

  clear(): void {
    this.analysed = false;
    this.previousFrame = 0;
    this.acknowledgedFrame = 0;
    this.synFrame = 0;
    this.firstAckFrame = 0;
    this.bytesInFlight = 0;
    this.pushBytesSent = 0;
    this.retransmissionFrame = 0;
  }

  /** Notes a packet of a stream; `timed` once the handshake's round trip is known. */
  follow(stream: number, frame: number, opens: boolean, timed: boolean): void {
    while (this.lastFrames.length <= stream) {
      this.lastFrames.push(0);
      this.synFrames.push(0);
      this.ackFrames.push(0);
    }
    this.previousFrame = this.lastFrames.get(stream);
    this.lastFrames.set(stream, frame);
    if (!timed) {
      if (opens) this.synFrames.set(stream, frame);
      return;
    }
    if (this.ackFrames.get(stream) === 0) this.ackFrames.set(stream, frame);
    this.synFrame = this.synFrames.get(stream);
    this.firstAckFrame = this.ackFrames.get(stream);
  }
}
