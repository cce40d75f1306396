/** Sends the same message at a rate until it is stopped; never a second one while the first still waits. */
import type { Console } from './console';

export class RepeatedMessage {
  private timer: NodeJS.Timeout | undefined;
  private sending = false;
  private left: number;

  /** `rate` is messages a second; `ended` is called once, with the error that ended it if there was one. */
  constructor(
    private readonly target: Pick<Console, 'send'>,
    private readonly bytes: Uint8Array,
    private readonly to: number | 'all',
    rate: number,
    times: number,
    private readonly ended: (error?: unknown) => void,
  ) {
    this.left = times;
    this.timer = setInterval(() => void this.sendOne(), 1000 / rate);
    void this.sendOne();
  }

  stop(error?: unknown): void {
    if (this.timer === undefined) return;
    clearInterval(this.timer);
    this.timer = undefined;
    this.ended(error);
  }

  private async sendOne(): Promise<void> {
    if (this.sending || this.timer === undefined) return;
    this.sending = true;
    this.left--;
    try {
      await this.target.send(this.bytes, this.to);
    } catch (error) {
      this.stop(error);
    }
    this.sending = false;
    if (this.left <= 0) this.stop();
  }
}
