import { describe, expect, test } from 'vitest';
import { parseArguments } from './arguments';
import type { CaptureRequest } from './capture-arguments';

const requestOf = (...words: string[]): CaptureRequest | undefined => parseArguments(words).capture;

describe('capture options', () => {
  test('hold for the interface before them, or for all when none is before', () => {
    const request = requestOf('-s', '96', '-i', 'eth0', '-f', 'tcp', '-i', 'lo', '-p', '-B', '4');
    expect(request?.interfaces).toEqual([
      expect.objectContaining({ place: 'eth0', filter: 'tcp', snapshotLength: 96, promiscuous: true }),
      expect.objectContaining({
        place: 'lo',
        filter: '',
        snapshotLength: 96,
        promiscuous: false,
        bufferBytes: 4 << 20,
      }),
    ]);
  });

  test('capture on the first interface when none is named', () => {
    expect(requestOf('-f', 'udp')?.interfaces).toEqual([expect.objectContaining({ place: undefined, filter: 'udp' })]);
  });

  test('read files where a file is named', () => {
    expect(requestOf('-r', 'x.pcap', '-c', '3')).toBeUndefined();
    expect(requestOf('-Y', 'tcp')).toBeUndefined();
  });

  test('stop by the first of several conditions', () => {
    const request = requestOf('-i', 'lo', '-c', '5', '-a', 'packets:9', '-a', 'duration:1.5', '-a', 'filesize:2');
    expect(request?.stop).toEqual({ packets: 5, seconds: 1.5, bytes: 2000 });
  });

  test('describe a ring buffer', () => {
    expect(requestOf('-i', 'lo', '-w', 'x', '-b', 'filesize:10', '-b', 'files:3')?.ring).toEqual({
      bytes: 10_000,
      files: 3,
    });
    expect(() => requestOf('-i', 'lo', '-w', 'x', '-b', 'files:3')).toThrow('when a file is full');
  });

  test('take only conditions and numbers that mean something', () => {
    expect(() => requestOf('-i', 'lo', '-a', 'sunset')).toThrow('duration:10');
    expect(() => requestOf('-i', 'lo', '-a', 'moon:3')).toThrow('moon');
    expect(() => requestOf('-i', 'lo', '-b', 'packets:0')).toThrow('above 0');
    expect(() => requestOf('-i', 'lo', '-s', '-1')).toThrow('-s');
  });

  test('list interfaces and link types', () => {
    expect(requestOf('-D')?.action).toBe('list-interfaces');
    expect(requestOf('-L', '-i', 'lo')?.action).toBe('list-link-types');
  });

  test('hand to the decoding process what concerns printing, and nothing else', () => {
    const words = ['-i', 'lo', '-f', 'tcp', '-c', '4', '-T', 'fields', '-e', 'ip.src', '-E', 'separator=,', '-l'];
    expect(parseArguments([...words, '-n', 'tcp.port', '==', '80']).printingWords).toEqual([
      ...['-T', 'fields', '-e', 'ip.src', '-E', 'separator=,', '-l', '-n'],
      ...['tcp.port', '==', '80'],
    ]);
  });
});
