/** What the header in front of an 802.11 frame said of its reception: written by the header's walk, read by the layer below in the same walk. */

class RadioFacts {
  /** The radiotap flags item. */
  flags = 0;
  /** Mbit/s; 0 when not said. */
  rate = 0;
  /** MHz; 0 when not said. */
  frequency = 0;
  channelFlags = 0;
  /** dBm; NaN when not said. */
  signal = Number.NaN;
  noise = Number.NaN;
  /** dB above an arbitrary level; -1 when not said. */
  signalAbove = -1;
  noiseAbove = -1;
  /** Where in the frame's buffer the time stamp lies, -1 when there is none. */
  timestampAt = -1;
  highThroughput = false;

  reset(): void {
    this.flags = 0;
    this.rate = 0;
    this.frequency = 0;
    this.channelFlags = 0;
    this.signal = Number.NaN;
    this.noise = Number.NaN;
    this.signalAbove = -1;
    this.noiseAbove = -1;
    this.timestampAt = -1;
    this.highThroughput = false;
  }
}

/** Of the frame that is walked now. */
export const radioFacts = new RadioFacts();
