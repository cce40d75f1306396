/** Words of capturing: the start page's interfaces, the options, the status while packets come in, recovery. */
import { exact, plural, size } from '../numbers';

const clock = (seconds: number): string => {
  const whole = Math.floor(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  return `${hours > 0 ? `${hours}:` : ''}${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
};

interface Limits {
  readonly packets?: number;
  readonly seconds?: number;
  readonly bytes?: number;
}

export const capturing = {
  heading: 'Capture',
  interfaces: 'Interfaces',
  looking: 'Looking for interfaces …',
  noInterfaces: 'No interface was found on this machine.',
  failedInterfaces: (reason: string) => `The interfaces could not be listed: ${reason}`,
  again: 'Look again',
  start: 'Start',
  startThese: (names: readonly string[]) => `Start capturing on ${names.join(', ')}`,
  options: 'Options…',
  otherSource: 'Pipe, program or remote host…',
  whyNothing: 'Why do I see nothing?',
  kinds: {
    wired: 'Wired',
    wireless: 'Wireless',
    loopback: 'Loopback: traffic of this machine with itself',
    any: 'All interfaces at once',
    virtual: 'Virtual',
    tunnel: 'Tunnel',
    bluetooth: 'Bluetooth',
    usb: 'USB',
    other: 'Other',
  },
  ready: (program: string) => (program === 'cap' ? 'Ready' : `Ready, through ${program}`),
  down: 'Down: it carries nothing now',
  noCarrier: 'No carrier: is the cable plugged in?',
  rate: (packets: number) => `${exact(Math.round(packets))} packets/s`,
  rateHint: (packets: number, bytes: number, drops: number) =>
    `${plural(Math.round(packets), 'packet')} and ${size(Math.round(bytes))} a second${drops > 0 ? `; ${plural(drops, 'packet')} dropped by the interface` : ''}`,
  howToAllow: 'How to allow it…',
  filter: 'Capture filter',
  filterPlaceholder: 'Capture filter, for example: tcp port 443 and host 192.0.2.1',
  filtersDiffer: 'Each interface has its own filter: see Options',
  /** What ends a capture by itself, in words. */
  limits: ({ packets, seconds, bytes }: Limits): string[] => [
    ...(packets === undefined ? [] : [plural(packets, 'packet')]),
    ...(seconds === undefined ? [] : [plural(seconds, 'second')]),
    ...(bytes === undefined ? [] : [size(bytes)]),
  ],
  stopsAfter: (limits: readonly string[]) => `Stops by itself after ${limits.join(' or ')}, as set in Options.`,
  filterHistory: 'Recent and named capture filters',
  noHistory: 'No capture filter was used yet',
  filterHint: 'Packets that a capture filter leaves out are not in the file, and cannot be shown later.',

  remedies: {
    title: 'Allow capturing',
    copy: 'Copy command',
    copied: 'Copied. Paste it into a terminal.',
    elevate: 'Capture with my password',
    none: 'Nothing is known that would help on this system.',
  },

  recovery: {
    name: 'Interrupted captures',
    offer: (time: string, title: string) => `A capture on ${title} from ${time} was interrupted`,
    facts: (packets: number | undefined, bytes: number) =>
      packets === undefined ? size(bytes) : `${plural(packets, 'packet')}, ${size(bytes)}`,
    open: 'Open',
    save: 'Save…',
    remove: 'Delete',
    saved: (name: string) => `Saved as ${name}.`,
  },
  spool: {
    line: (bytes: number, limit: number, free: number) =>
      `Unsaved captures take ${size(bytes)} of ${size(limit)}.${free > 0 ? ` ${size(free)} are free on the disk.` : ''}`,
    folder: (folder: string) => `They lie in ${folder}`,
  },

  window: {
    capturing: (title: string) => `${title} (capturing)`,
    unsaved: (title: string) => `${title} (not saved)`,
    unsavedComments: (title: string) => `${title} (comments not saved)`,
  },
  status: {
    starting: 'Starting …',
    capturing: 'Capturing',
    stopping: 'Stopping …',
    stopped: 'Stopped',
    elapsed: clock,
    rate: (packetsPerSecond: number) => `${exact(Math.round(packetsPerSecond))} packets/s`,
    dropped: 'Dropped',
    droppedHint: (kernel: number, device: number, ours: number) =>
      `Dropped by the kernel (its buffer was full): ${exact(kernel)}\nDropped by the interface or its driver: ${exact(device)}\nReceived and not written by Sockeye: ${exact(ours)}`,
    unknown: 'unknown',
    dropsUnknown: 'Where these packets come from, nobody tells what was dropped.',
    approximate: 'times approximate',
    approximateHint: 'The program that reads the packets takes the time itself, a little after the kernel saw them.',
  },
  newPackets: (count: number) => `${plural(count, 'new packet')}: follow`,
  waiting: (title: string) => `Capturing on ${title}. No packet has come yet.`,
  nothingMatched: (title: string) => `Nothing came in on ${title}.`,
  startingNow: 'Starting the capture …',
  goesOn: 'Packets are still captured: nothing is lost.',
  files: 'Files of this capture',
  file: (name: string, bytes: number) => `${name}  —  ${size(bytes)}`,

  ended: {
    save: 'Save…',
    restart: 'Start again',
    remedies: 'What to do…',
    dismiss: 'Dismiss',
  },

  optionsTitle: 'Capture options',
  tabs: { input: 'Input', output: 'Output', stop: 'Stop', display: 'Display' },
  columns: {
    use: 'Use',
    interface: 'Interface',
    traffic: 'Traffic',
    linkType: 'Link layer',
    promiscuous: 'Promisc.',
    snapshotLength: 'Snaplen B',
    buffer: 'Buffer MiB',
    monitor: 'Monitor',
    filter: 'Capture filter',
  },
  everyPacketWhole: 'all',
  defaultLink: 'Default',
  noMonitor: 'This interface has no monitor mode.',
  applyFilterToAll: 'Capture filter for the chosen interfaces',
  output: {
    toSpool: 'Keep in the spool until it is saved',
    toFile: 'Write to a file',
    choose: 'Choose…',
    none: 'No file chosen',
    ring: 'Write one file after the other (ring buffer)',
    ringHint: 'The window shows the newest file; Capture > Files of This Capture has the others.',
    nextAfter: 'Begin the next file after',
    or: 'or',
    keep: 'Keep the newest',
    filesWord: 'files',
    ringNeedsFile: 'A ring buffer needs a file name: its files get a number and the time behind it.',
    ringNeeds: 'Say after what the next file begins.',
  },
  stop: {
    heading: 'Stop by itself after',
    packets: 'packets',
    files: 'files',
    size: 'of file',
    time: 'of time',
  },
  units: { seconds: 'seconds', minutes: 'minutes', hours: 'hours', KiB: 'KiB', MiB: 'MiB', GiB: 'GiB' },
  display: {
    autoScroll: 'Follow the newest packet (auto-scroll)',
    autoScrollHint: 'Scrolling up lets go, scrolling to the end takes hold again.',
    resolveNames: 'Show names instead of addresses, where the capture brings them',
    colourRows: 'Color the packet list',
  },
  startNow: 'Start',
  choose: 'Choose an interface.',
  mayNot: (name: string) => `${name} cannot be captured by this user.`,

  filtersTitle: 'Capture filters',
  filtersHint: 'Named capture filters are offered wherever a capture filter is asked for.',
  filterName: 'Name',
  filterText: 'Capture filter',
  addFilter: 'New filter',
  removeFilter: 'Delete filter',
  moveUp: 'Move up',
  moveDown: 'Move down',
  newFilter: 'New filter',
  keep: 'Keep',

  source: {
    title: 'Capture from elsewhere',
    kind: 'Where packets come from',
    kinds: {
      remote: 'Another host, by ssh',
      pipe: 'A pipe (FIFO)',
      command: 'A program that writes pcap',
      tcp: 'A TCP server that sends pcap',
    },
    host: 'Host',
    port: 'Port',
    user: 'User',
    userHint: 'as ssh has it',
    interface: 'Interface',
    filter: 'Capture filter',
    sudo: 'Use sudo over there (it must not ask for a password)',
    path: 'Path of the pipe',
    choose: 'Choose…',
    command: 'Command',
    commandHint: 'Words are divided by spaces; "…" and \'…\' hold them together. No shell is used.',
    runs: 'Runs',
    ownTraffic: 'Packets of the ssh connection itself are left out.',
  },

  check: {
    title: 'Why do I see nothing?',
    looking: 'Looking …',
    again: 'Check again',
    failed: (reason: string) => `It could not be looked into: ${reason}`,
    states: { fine: 'Fine', hint: 'Perhaps', problem: 'Problem' },
    about: (title: string) => `What was looked at for ${title}`,
    aboutAll: 'What was looked at on this machine',
  },
};
