/** What the first pass remembers of an AMQP connection: its version, and of its channels what later frames belong to. */
import type { Layer } from '../../../declare/layer';

/** Channels of a connection beyond which nothing is remembered; RabbitMQ allows 2047. */
const maximumChannels = 4096;

class Channel {
  /** The media type of the message whose body follows, one for each direction. */
  readonly contentTypes: [string, string] = ['', ''];
  /** How many messages were published: a server that confirms them counts, too. */
  published = 0;
}

export class Session {
  version = 0;
  private readonly channels = new Map<number, Channel>();

  channel(number: number): Channel {
    let channel = this.channels.get(number);
    if (channel === undefined) {
      channel = new Channel();
      if (this.channels.size < maximumChannels) this.channels.set(number, channel);
    }
    return channel;
  }

  /** A number that is opened again stands for another channel. */
  forget(number: number): void {
    this.channels.delete(number);
  }
}
const create = (): Session => new Session();

/** Undefined but in the first pass. */
export const sessionOf = (layer: Layer): Session | undefined =>
  layer.learning ? layer.memory.conversationState(layer.dissection, 'amqp', create) : undefined;
