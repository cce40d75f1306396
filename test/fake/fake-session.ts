/** A made-up session with a million rows, to try the window without an engine. */
import type { PacketView, Session } from '../../src/engine/session';
import type { DetailNode, PacketRow } from '../../src/engine/view';

const total = 1_000_000;
const kinds = [
  { p: 'TCP', c: 15, i: '41822 → 80 [SYN] Seq=0 Win=64240 Len=0 MSS=1460 WS=128', l: 74 },
  { p: 'TCP', c: 15, i: '80 → 41822 [SYN, ACK] Seq=0 Ack=1 Win=64240 Len=0', l: 74 },
  { p: 'TCP', c: 16, i: '41822 → 80 [ACK] Seq=1 Ack=1 Win=64256 Len=0', l: 66 },
  { p: 'HTTP', c: 12, i: 'GET /item/9286?page=2 HTTP/1.1', l: 164 },
  { p: 'TCP', c: 16, i: '80 → 41822 [ACK] Seq=1 Ack=99 Len=1448 [segment of a reassembled PDU]', l: 1514 },
  { p: 'TCP', c: 0, i: '[TCP Retransmission] 80 → 41822 [ACK] Seq=1449 Ack=99 Len=1448', l: 1514 },
  { p: 'HTTP', c: 12, i: 'HTTP/1.1 200 OK  (text/plain)', l: 977 },
  { p: 'DNS', c: 17, i: 'Standard query 0x4f1c A host5150.example', l: 78 },
  { p: 'DNS', c: 17, i: 'Standard query response 0x4f1c A host5150.example A 10.1.33.7', l: 94 },
  { p: 'TLSv1.3', c: 16, i: 'Client Hello (SNI=host5150.example)', l: 583 },
  { p: 'ICMPv6', c: 6, i: 'Echo (ping) request id=0x1f03, seq=1', l: 118 },
  { p: 'ARP', c: 5, i: 'Who has 10.0.7.1? Tell 10.0.7.41', l: 60 },
  { p: 'TCP', c: 7, i: '443 → 41830 [RST, ACK] Seq=1 Ack=1 Win=0 Len=0', l: 60 },
];
const hex =
  '020000001596020000000741080045000096 1a2b40004006e1070a0007290a001396a35e00507c1d20b191004e02801801f63c1100000101080a5a7710c491026b3e474554202f6974656d2f393238363f706167653d3220485454502f312e310d0a486f73743a20686f7374353135302e6578616d706c650d0a557365722d4167656e743a206d616b652d636170747572652f310d0a4163636570743a202a2f2a0d0a0d0a';

export function openFakeSession(path: string): Session {
  let read = 0;
  let columns = 7;
  const marked = new Set<number>();
  const ignored = new Set<number>();
  const references = new Set<number>();
  const comments = new Map<number, readonly string[]>();
  const bytes = Uint8Array.from(
    hex
      .replaceAll(' ', '')
      .match(/../g)!
      .map((pair) => Number.parseInt(pair, 16)),
  );
  const view = (filter: string): PacketView => {
    const step = filter === '' ? 1 : 7;
    const count = () => Math.floor(read / step);
    let examined = 0;
    return {
      filter,
      get count() {
        return filter === '' ? read : Math.floor(examined / step);
      },
      get examined() {
        return filter === '' ? read : examined;
      },
      advance(milliseconds) {
        const more = examined < read;
        examined = Math.min(read, examined + milliseconds * 20000);
        return more;
      },
      frameAt: (index) => index * step + 1,
      indexOf: (number) => Math.min(count(), Math.ceil((number - 1) / step)),
    };
  };
  const node = (parent: number, text: string, more: Partial<DetailNode> = {}): DetailNode => ({
    parent,
    kind: 'field',
    field: '',
    text,
    filterValue: '',
    generated: false,
    hidden: false,
    buffer: 0,
    at: 0,
    length: 0,
    ...more,
  });
  return {
    status: () => ({
      state: read < total ? 'reading' : 'complete',
      path,
      format: 'pcapng',
      packets: read,
      bytesRead: read * 600,
      bytesTotal: total * 600,
      modified: marked.size > 0,
      problem: path.includes('cut')
        ? {
            kind: 'truncated',
            message:
              'The capture was cut short in the middle of a packet, at byte 600,120,001. All whole packets before it are shown.',
            offset: 600120001,
          }
        : undefined,
    }),
    advance(milliseconds) {
      const more = read < total;
      read = Math.min(total, read + milliseconds * 1000);
      return more;
    },
    checkFilter: (text) =>
      text.includes('bad')
        ? { message: '“bad” is not a field or protocol.', start: text.indexOf('bad'), end: text.indexOf('bad') + 3 }
        : undefined,
    completeFilter: (text, caret) => {
      const start = text.slice(0, caret).search(/[\w.]*$/);
      const word = text.slice(start, caret);
      return {
        start,
        end: caret,
        items: ['ip.addr', 'ip.ttl', 'ip.src', 'tcp.port', 'http.request.method']
          .filter((item) => item.startsWith(word))
          .map((item) => ({ text: item, kind: 'field', description: `About ${item}` })),
      };
    },
    view: (filter) => (filter.includes('bad') ? { message: 'bad', start: 0, end: 3 } : view(filter)),
    rows: (shown, from, count): PacketRow[] =>
      Array.from({ length: count }, (_, offset) => {
        const number = shown.frameAt(from + offset);
        const kind = kinds[(number * 7 + (number >> 3) * 3) % kinds.length];
        const flags =
          (marked.has(number) ? 1 : 0) +
          (ignored.has(number) ? 2 : 0) +
          (references.has(number) ? 4 : 0) +
          (comments.has(number) ? 8 : 0);
        return {
          number,
          colour: kind.c,
          flags,
          cells: [
            String(number),
            (number * 0.000211).toFixed(9),
            '10.0.7.41',
            '10.0.19.150',
            kind.p,
            String(kind.l),
            kind.i,
            'x',
            'x',
            'x',
          ].slice(0, columns),
        };
      }),
    setColumns(list) {
      columns = list.length;
      return undefined;
    },
    setTimeFormat: () => undefined,
    setColouringRules: (rules) => rules.map(() => undefined),
    minimap: (_shown, buckets) =>
      Uint8Array.from({ length: buckets }, (_, index) =>
        index % 97 === 0 ? 0 : kinds[Math.floor(index / 40) % kinds.length].c,
      ),
    detail: (number) => ({
      number,
      nodes: [
        node(-1, `Frame ${number}: 164 bytes on wire (1312 bits), 164 bytes captured (1312 bits)`, {
          kind: 'layer',
          field: 'frame',
          length: 164,
        }),
        node(0, 'Frame Number: 12', { field: 'frame.number', filterValue: '12', generated: true }),
        node(-1, 'Ethernet II, Src: 02:00:00:00:07:41, Dst: 02:00:00:00:15:96', {
          kind: 'layer',
          field: 'eth',
          length: 14,
          layerClass: 'network-interface',
        }),
        node(2, 'Destination: 02:00:00:00:15:96', { field: 'eth.dst', filterValue: '02:00:00:00:15:96', length: 6 }),
        node(2, 'Source: 02:00:00:00:07:41', { field: 'eth.src', filterValue: '02:00:00:00:07:41', at: 6, length: 6 }),
        node(2, 'Type: IPv4 (0x0800)', { field: 'eth.type', filterValue: '0x0800', at: 12, length: 2 }),
        node(-1, 'Internet Protocol Version 4, Src: 10.0.7.41, Dst: 10.0.19.150', {
          kind: 'layer',
          field: 'ip',
          at: 14,
          length: 20,
          layerClass: 'internet',
        }),
        node(6, '0100 .... = Version: 4', { field: 'ip.version', filterValue: '4', at: 14, length: 1 }),
        node(6, 'Differentiated Services Field: 0x00 (DSCP: CS0, ECN: Not-ECT)', {
          field: 'ip.dsfield',
          filterValue: '0x00',
          at: 15,
          length: 1,
        }),
        node(8, '0000 00.. = Differentiated Services Codepoint: Default (0)', {
          field: 'ip.dsfield.dscp',
          filterValue: '0',
          at: 15,
          length: 1,
        }),
        node(6, 'Total Length: 150', { field: 'ip.len', filterValue: '150', at: 16, length: 2 }),
        node(6, 'Time to Live: 64', { field: 'ip.ttl', filterValue: '64', at: 22, length: 1 }),
        node(6, 'Protocol: TCP (6)', { field: 'ip.proto', filterValue: '6', at: 23, length: 1 }),
        node(-1, 'Transmission Control Protocol, Src Port: 41822, Dst Port: 80, Seq: 1, Ack: 1, Len: 98', {
          kind: 'layer',
          field: 'tcp',
          at: 34,
          length: 32,
          layerClass: 'transport',
        }),
        node(13, 'Source Port: 41822', { field: 'tcp.srcport', filterValue: '41822', at: 34, length: 2 }),
        node(13, 'Expert Info (Warning/Sequence): Out of order', {
          kind: 'issue',
          field: '_ws.expert',
          severity: 'warning',
          generated: true,
        }),
        node(-1, 'Hypertext Transfer Protocol', {
          kind: 'layer',
          field: 'http',
          at: 66,
          length: 98,
          layerClass: 'application',
        }),
        node(16, 'GET /item/9286?page=2 HTTP/1.1', { kind: 'text', at: 66, length: 32 }),
        node(16, 'Host: host5150.example', {
          field: 'http.host',
          filterValue: '"host5150.example"',
          at: 98,
          length: 24,
        }),
        node(16, '[Response in frame: 1083]', {
          field: 'http.response_in',
          filterValue: '1083',
          generated: true,
          link: number + 3,
        }),
      ],
      buffers: [
        { name: 'Frame (164 bytes)', bytes },
        { name: 'Reassembled TCP (3041 bytes)', bytes: Uint8Array.from({ length: 3041 }, (_, index) => index) },
      ],
      strip: [
        { layerClass: 'network-interface', bytes: 14, summary: 'Ethernet', nodes: [2] },
        { layerClass: 'internet', bytes: 20, summary: 'IPv4 10.0.7.41 → 10.0.19.150', nodes: [6] },
        { layerClass: 'transport', bytes: 32, summary: 'TCP 41822 → 80, Ack', nodes: [13] },
        { layerClass: 'application', bytes: 98, summary: 'HTTP GET /item/9286', nodes: [16] },
      ],
      related: [
        { number: number + 3, how: 'response' },
        { number: number - 1, how: 'acknowledges' },
      ],
    }),
    find: (_shown, _query, from, backwards) => ({ advance: () => (backwards ? from - 5 : from + 5) }),
    conversationStep: (_shown, from, step) => (step === 'next' ? from + 2 : from - 2),
    conversationFilter: () => 'ip.addr eq 10.0.7.41 and ip.addr eq 10.0.19.150',
    toggleMark(numbers, on) {
      for (const number of numbers) on ? marked.add(number) : marked.delete(number);
    },
    toggleIgnore(numbers, on) {
      for (const number of numbers) on ? ignored.add(number) : ignored.delete(number);
    },
    setTimeReference(number, on) {
      on ? references.add(number) : references.delete(number);
    },
    counts: () => ({
      marked: marked.size,
      ignored: ignored.size,
      timeReferences: references.size,
      commented: comments.size,
    }),
    comments: (number) => comments.get(number) ?? [],
    setComments(number, list) {
      list.length > 0 ? comments.set(number, list) : comments.delete(number);
    },
    properties: () => ({
      groups: [
        {
          title: 'File',
          lines: [
            { name: 'Name', value: path },
            { name: 'Format', value: 'pcapng' },
          ],
        },
      ],
    }),
    save: () => ({ advance: () => ({ state: 'done', fraction: 1 }), cancel: () => undefined }),
    exportPackets: () => ({ advance: () => ({ state: 'done', fraction: 1 }), cancel: () => undefined }),
    close: () => undefined,
  };
}
