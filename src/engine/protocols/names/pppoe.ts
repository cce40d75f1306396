/** Names of PPPoE's codes. RFC 2516, RFC 5578. */
export const pppoeCodeNames: Readonly<Record<number, string>> = {
  0: 'Session Data',
  7: 'Active Discovery Offer (PADO)',
  9: 'Active Discovery Initiation (PADI)',
  10: 'Active Discovery Session-Grant (PADG)',
  11: 'Active Discovery Session-Credit Resp.(PADC)',
  12: 'Active Discovery Quality (PADQ)',
  25: 'Active Discovery Request (PADR)',
  101: 'Active Discovery Session-confirmation (PADS)',
  167: 'Active Discovery Terminate (PADT)',
  211: 'Active Discovery Message (PADM)',
  212: 'Active Discovery Network (PADN)',
};
