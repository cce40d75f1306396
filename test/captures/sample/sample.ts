/** The sample capture, "checkout is slow": what an office laptop and the mirror port behind a shop saw in 18 seconds. */
import { PcapngSection } from '../write';
import { checkOut } from './checking-out';
import { joinTheNetwork } from './joining-the-network';
import { lookAtTheShop } from './looking-at-the-shop';
import { catalogue, inventory, MIRROR, OFFICE, payment, recording, resolver, shop, shopInside } from './network';

const STORY = `Checkout is slow. A customer orders in a web shop: the first try fails with status 500, the second one is answered
after almost seven seconds. Why? Follow the order from the customer's laptop (office) to the servers behind the shop (mirror port,
VLAN 30). All names, addresses and bytes are made up.`;

/** The capture as the bytes of a pcapng file. */
export function sampleCapture(): Uint8Array {
  joinTheNetwork();
  lookAtTheShop();
  checkOut();
  const packets = recording.sorted();
  const section = new PcapngSection(true, [
    { code: 1, value: STORY.replaceAll('\n', ' ') },
    { code: 3, value: 'Linux 6.12' },
    { code: 4, value: 'Sockeye, made by test/captures/sample' },
  ]);
  section.interface({ name: 'wlan0', description: 'Office laptop' });
  section.interface({ name: 'mirror0', description: 'Mirror port of the shop, VLAN 30' });
  section.names({
    [shop.address]: ['shop.example'],
    [payment.address]: ['pay.payment.example'],
    [catalogue.address]: ['catalogue.shop.example'],
    [resolver.address]: ['ns2.office.example'],
    [shopInside.address]: ['front.shop.internal'],
    [inventory.address]: ['inventory.internal'],
  });
  for (const packet of packets) section.packet(packet);
  const end = packets.at(-1)!.time!;
  for (const number of [OFFICE, MIRROR]) {
    const received = packets.filter((packet) => packet.interface === number).length;
    section.statistics(number, end, BigInt(received), 0n);
  }
  return section.done();
}
