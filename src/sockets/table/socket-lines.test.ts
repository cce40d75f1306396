import { describe, expect, it } from 'vitest';
import { isNobody, socketAddress } from './socket-address';
import { eachSocketLine, type SocketLine } from './socket-lines';
import { unixLines } from './unix-lines';

const heading = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';

function linesOf(text: string, digits: number): (SocketLine & { local: string; remote: string | null })[] {
  const bytes = Buffer.from(heading + text);
  const found: (SocketLine & { local: string; remote: string | null })[] = [];
  eachSocketLine(bytes, bytes.length, digits, (line) => {
    const place = (at: number): string => {
      const { address, port } = socketAddress(bytes, at, digits);
      return `${address} ${port}`;
    };
    const remoteAt = line.at + digits + 6;
    found.push({ ...line, local: place(line.at), remote: isNobody(bytes, remoteAt, digits) ? null : place(remoteAt) });
  });
  return found;
}

describe('lines of /proc/net/tcp', () => {
  it('are read by their columns', () => {
    const text =
      '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000002 00:00000000 00000000  1000        0 123456 1 0000 100 0 0 10 0   \n' +
      ' 999: 0200000A:C350 0101A8C0:01BB 01 0000001C:00000005 01:00000014 00000000 65534        0 4294967301 2 0000 20 4 30 10 -1\n';
    expect(linesOf(text, 8)).toMatchObject([
      { local: '127.0.0.1 8080', remote: null, state: 10, receiveQueue: 2, userId: 1000, inode: 123_456 },
      {
        local: '10.0.0.2 50000',
        remote: '192.168.1.1 443',
        state: 1,
        sendQueue: 28,
        receiveQueue: 5,
        userId: 65_534,
        inode: 4_294_967_301,
      },
    ]);
  });

  it('hold IPv6 addresses in words of the machine', () => {
    const text =
      '   0: 00000000000000000000000001000000:0016 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 77 1 0\n' +
      '   1: B80D01200000000000000000010000FE:0035 0000000000000000FFFF00000100007F:C000 01 00000000:00000000 00:00000000 00000000     0        0 78 1 0\n';
    expect(linesOf(text, 32)).toMatchObject([
      { local: '::1 22', remote: null, inode: 77 },
      { local: '2001:db8::fe00:1 53', remote: '::ffff:127.0.0.1 49152', inode: 78 },
    ]);
  });

  it('are left out where they are cut short or nonsense', () => {
    expect(linesOf('   0: 0100007F:1F90 00000000', 8)).toEqual([]);
    expect(linesOf('\n\nnonsense\n   1: x\n', 8)).toEqual([]);
  });
});

describe('lines of /proc/net/unix', () => {
  it('tell listeners, connections and names', () => {
    const text = `Num       RefCount Protocol Flags    Type St Inode Path
00000000b4df97df: 00000002 00000000 00010000 0001 01 21501 /run/some socket
0000000050fcea38: 00000003 00000000 00000000 0001 03  1532
00000000aaaaaaaa: 00000002 00000000 00000000 0002 01 90 @abstract
`;
    expect([...unixLines(text)]).toEqual([
      { inode: 21_501, state: 'LISTEN', path: '/run/some socket' },
      { inode: 1532, state: 'CONNECTED', path: '' },
      { inode: 90, state: 'BOUND', path: '@abstract' },
    ]);
  });
});
