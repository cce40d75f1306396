/** Words of the sequence diagram. */
export const sequenceDiagram = {
  title: (stream: number | undefined) =>
    stream === undefined ? 'Sequence Diagram' : `Sequence of TCP stream ${stream}`,
  number: 'No.',
  time: 'Time',
  protocol: 'Protocol',
  info: 'Info',
  others: 'others',
  empty: 'No packet is displayed.',
  loading: 'Collecting the packets …',
  failed: (reason: string) => `The diagram cannot be drawn: ${reason}`,
  hint: 'Each line is a packet; a click selects it.',
  ports: (source: number, destination: number) => `${source} → ${destination}`,
};
