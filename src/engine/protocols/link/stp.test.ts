import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const llc = '0180c2000000 020000000002 0026 424203';

test('a configuration message', () => {
  const [frame] = walkFrames([
    hex(`${llc} 0000 00 00 01 8001 020000000001 00000004 9002 020000000002 8001 0100 1400 0200 0f00 ${'00'.repeat(8)}`),
  ]);
  expect(frame.protocols).toBe('eth:llc:stp');
  expect(frame.info).toBe('Conf. TC + Root = 32768/1/02:00:00:00:00:01  Cost = 4  Port = 0x8001');
  expect(frame.values('stp.bridge.prio')).toEqual([36864]);
  expect(frame.values('stp.max_age')).toEqual([20]);
});

test('a topology change', () => {
  const [frame] = walkFrames([hex('0180c2000000 020000000002 0007 424203 0000 00 80')]);
  expect(frame.info).toBe('Topology Change Notification');
});
