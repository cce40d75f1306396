/** Times that answers took, in seconds. */
export class ResponseTimes {
  calls = 0;
  /** 0 while there are none. */
  least = 0;
  most = 0;
  sum = 0;

  add(seconds: number): void {
    this.least = this.calls === 0 ? seconds : Math.min(this.least, seconds);
    this.most = this.calls === 0 ? seconds : Math.max(this.most, seconds);
    this.calls++;
    this.sum += seconds;
  }

  get average(): number {
    return this.calls === 0 ? 0 : this.sum / this.calls;
  }
}
