import { expect, test } from 'vitest';
import { hex, tcpFrames, walkFrames } from '../../decode/testing';

test('a query, its answer with registers, and an exception', () => {
  const frames = walkFrames(
    tcpFrames(502, [
      ['client', hex('0001 0000 0006 01 03 006b 0002')],
      ['server', hex('0001 0000 0007 01 03 04 000a 000b')],
      ['server', hex('0002 0000 0003 01 83 02')],
    ]),
  ).slice(3);
  expect(frames[0].protocols).toBe('eth:ethertype:ip:tcp:mbtcp:modbus');
  expect(frames[0].column).toBe('Modbus/TCP');
  expect(frames[0].info).toBe('   Query: Trans:     1; Unit:   1, Func:   3: Read Holding Registers');
  expect(frames[1].values('modbus.regnum16')).toEqual([107, 108]);
  expect(frames[1].values('modbus.regval_uint16')).toEqual([10, 11]);
  expect(frames[1].values('modbus.request_frame')).toEqual([4]);
  expect(frames[2].values('modbus.exception_code')).toEqual([2]);
  expect(frames[2].info).toContain('Exception returned');
});
