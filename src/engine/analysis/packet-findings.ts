/** What the analysis finds out about one packet and the packet table does not keep. 0 stands for "none". */
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
}
