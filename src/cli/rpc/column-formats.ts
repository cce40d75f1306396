/** The packet list's columns as sharkd numbers them: its name, its format, and our column where there is one. */

/** What `info` tells of a column. `field` is empty for columns that are always empty here. */
export interface ColumnFormat {
  readonly name: string;
  readonly format: string;
  readonly field: string;
}

const column = (name: string, format: string, field = ''): ColumnFormat => ({ name, format, field });

/** In the order of their numbers. */
export const columnFormats: readonly ColumnFormat[] = [
  column('802.1Q VLAN id', '%q', 'vlan.id'),
  column('Absolute date, as YYYY-MM-DD, and time', '%Yt', 'frame.time'),
  column('Absolute date, as YYYY/DOY, and time', '%YDOYt'),
  column('Absolute time', '%At', 'frame.time'),
  column('Cisco VSAN', '%V'),
  column('Cumulative Bytes', '%B'),
  column('Custom', '%Cus'),
  column('DCE/RPC call (cn_call_id / dg_seqnum)', '%y'),
  column('Delta time', '%Tt', 'frame.time_delta'),
  column('Delta time displayed', '%Gt', 'frame.time_delta_displayed'),
  column('Dest addr (resolved)', '%rd', '_ws.col.destination'),
  column('Dest addr (unresolved)', '%ud', '_ws.col.destination'),
  column('Dest port (resolved)', '%rD'),
  column('Dest port (unresolved)', '%uD'),
  column('Destination address', '%d', '_ws.col.destination'),
  column('Destination port', '%D'),
  column('Expert Info Severity', '%a'),
  column('FW-1 monitor if/direction', '%I'),
  column('Frequency/Channel', '%F'),
  column('Hardware dest addr', '%hd', 'eth.dst'),
  column('Hardware src addr', '%hs', 'eth.src'),
  column('Hw dest addr (resolved)', '%rhd', 'eth.dst'),
  column('Hw dest addr (unresolved)', '%uhd', 'eth.dst'),
  column('Hw src addr (resolved)', '%rhs', 'eth.src'),
  column('Hw src addr (unresolved)', '%uhs', 'eth.src'),
  column('IEEE 802.11 RSSI', '%e'),
  column('IEEE 802.11 TX rate', '%x'),
  column('IP DSCP Value', '%f', 'ip.dsfield.dscp'),
  column('Information', '%i', '_ws.col.info'),
  column('Net dest addr (resolved)', '%rnd', '_ws.col.destination'),
  column('Net dest addr (unresolved)', '%und', '_ws.col.destination'),
  column('Net src addr (resolved)', '%rns', '_ws.col.source'),
  column('Net src addr (unresolved)', '%uns', '_ws.col.source'),
  column('Network dest addr', '%nd', '_ws.col.destination'),
  column('Network src addr', '%ns', '_ws.col.source'),
  column('Number', '%m', '_ws.col.number'),
  column('Packet length (bytes)', '%L', '_ws.col.length'),
  column('Protocol', '%p', '_ws.col.protocol'),
  column('Relative time', '%Rt', 'frame.time_relative'),
  column('Source address', '%s', '_ws.col.source'),
  column('Source port', '%S'),
  column('Src addr (resolved)', '%rs', '_ws.col.source'),
  column('Src addr (unresolved)', '%us', '_ws.col.source'),
  column('Src port (resolved)', '%rS'),
  column('Src port (unresolved)', '%uS'),
  column('TEI', '%E'),
  column('UTC date, as YYYY-MM-DD, and time', '%Yut'),
  column('UTC date, as YYYY/DOY, and time', '%YDOYut'),
  column('UTC time', '%Aut'),
  column('Time (format as specified)', '%t', '_ws.col.time'),
];

/** The number of the column that stands for a field of the caller's choice. */
export const customColumn = 6;
