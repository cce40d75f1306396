import { expect, test } from 'vitest';
import { recorded, StreamHost, sessionOf } from '../../../test/streams/recorded-session';
import type { PacketView, Session } from '../session';

const reset = recorded((talk) => talk.open().sendOnly('client', 'unwanted').wait(0.01).reset('server'));

function shown(session: Session): PacketView {
  const view = session.view('');
  if ('message' in view) throw new Error(view.message);
  while (view.advance(1000));
  return view;
}

const resetsIn = (session: Session): unknown => {
  const counting = session.statistics.expertMessages(shown(session));
  while (counting.advance(1000));
  const message = counting.value().find(({ summary }) => summary === 'Connection reset (RST)');
  return message && { ...message };
};

test('tells what is remarkable, how often, and where first; of packets that are ignored nothing', async () => {
  const session = await sessionOf([...reset, reset.at(-1)!]);
  const told = { severity: 'warning', group: 'Sequence', protocol: 'TCP' };
  expect(resetsIn(session)).toMatchObject({ ...told, count: 2, frame: reset.length });
  session.toggleIgnore([reset.length], true);
  while (session.advance(1000));
  expect(resetsIn(session)).toMatchObject({ ...told, count: 1, frame: reset.length + 1 });
});

test('looks on in slices, so that nothing has to wait for it', async () => {
  const host = new StreamHost();
  const session = await sessionOf(Array.from({ length: 40 }, () => reset).flat(), host);
  const counting = session.statistics.expertMessages(shown(session));
  expect(counting.advance(0)).toBe(true);
  let slices = 1;
  while (counting.advance(0)) slices++;
  expect(slices).toBeGreaterThan(1);
  expect(counting.value()).not.toEqual([]);
});
