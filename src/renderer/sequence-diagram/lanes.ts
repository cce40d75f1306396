/** Which host stands on which lane of a sequence diagram. */
import type { FlowRow } from '../../shared/view';

/** Hosts beyond these share the last lane. */
export const mostLanes = 12;

/** Hosts in order of their first appearance; it only grows, so that no lane moves while somebody looks. */
export class Lanes {
  readonly hosts: string[] = [];
  /** Hosts that found no lane of their own. */
  crowded = false;
  private readonly numbers = new Map<string, number>();

  add({ source, destination }: FlowRow): void {
    this.of(source);
    this.of(destination);
  }

  /** The lane of a host, counted from 0. */
  of(host: string): number {
    const known = this.numbers.get(host);
    if (known !== undefined) return known;
    if (this.hosts.length >= mostLanes) {
      this.crowded = true;
      return mostLanes;
    }
    const lane = this.hosts.push(host) - 1;
    this.numbers.set(host, lane);
    return lane;
  }

  /** Lanes in all, the shared one among them. */
  get count(): number {
    return this.hosts.length + (this.crowded ? 1 : 0);
  }
}
