/** Says in words what a group record of IGMP version 3 reports. RFC 3376, section 4.2.12. */

const recordType = { include: 1, exclude: 2, toInclude: 3, toExclude: 4, allow: 5, block: 6 } as const;

/** `sources` is the list in braces, empty when the record names none. */
export function describeRecord(type: number, group: string, sources: string): string {
  switch (type) {
    case recordType.include:
    case recordType.toInclude:
      return sources === '' ? `Leave group ${group}` : `Join group ${group} for source ${sources}`;
    case recordType.exclude:
    case recordType.toExclude:
      return sources === '' ? `Join group ${group} for any sources` : `Join group ${group}, not for source ${sources}`;
    case recordType.allow:
      return `Group ${group}, new source ${sources}`;
    case recordType.block:
      return `Group ${group}, block source ${sources}`;
    default:
      return `Group ${group}, unknown record type ${type}`;
  }
}
