import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const accessPoint = '020000000001';
const station = '020000000002';
const server = '020000000003';
const walk = (digits: string) => walkFrames([hex(digits)], 105)[0];

test('a beacon shows its fixed and tagged parameters', () => {
  const frame = walk(
    `8000 0000 ffffffffffff ${accessPoint} ${accessPoint} 1001 0102030405060708 6400 1104 00 04 686f6d65 01 02 8c12 03 01 06 30 14 0100 000fac04 0100 000fac04 0100 000fac02 0000`,
  );
  expect(frame.protocols).toBe('wlan');
  expect(frame.column).toBe('802.11');
  expect(frame.info).toBe('Beacon frame, SN=17, FN=0, Flags=........, BI=100, SSID="home"');
  expect(frame.values('wlan.ssid')).toEqual([hex('686f6d65')]);
  expect(frame.values('wlan.ds.current_channel')).toEqual([6]);
  expect(frame.values('wlan.rsn.akms.type')).toEqual([2]);
  expect(frame.values('wlan.fixed.capabilities.privacy')).toEqual([1]);
  expect(frame.malformed).toBe(false);
});

test('data to the access point carries LLC and names the far end', () => {
  const frame = walk(
    `8801 2c00 ${accessPoint} ${station} ${server} 2000 0300 aaaa03 000000 0800 4500 001d 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 0009 0000 78`,
  );
  expect(frame.protocols).toBe('wlan:llc:ip:udp:data');
  expect(frame.values('wlan.da')).toEqual([hex(server)]);
  expect(frame.values('wlan.bssid')).toEqual([hex(accessPoint)]);
  expect(frame.values('wlan.qos.tid')).toEqual([3]);
});

test('a protected body is data behind its header', () => {
  const frame = walk(`0842 2c00 ${station} ${accessPoint} ${server} 2000 0102 00 20 00000000 a1a2a3`);
  expect(frame.protocols).toBe('wlan:data');
  expect(frame.values('wlan.ccmp.extiv')).toEqual(['0x000000000201']);
  expect(frame.info).toBe('Data, SN=2, FN=0, Flags=.p....F.');
});

test('control frames have a receiver', () => {
  const frame = walk(`d400 0000 ${station}`);
  expect(frame.info).toBe('Acknowledgement, Flags=........');
  expect(frame.values('wlan.ra')).toEqual([hex(station)]);
});

test('several packets in one frame', () => {
  const packet = 'aaaa03 000000 0800 4500 001c 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 0008 0000';
  const frame = walk(
    `8801 2c00 ${accessPoint} ${station} ${server} 2000 8000 ${server} ${station} 0024 ${packet} 0000 ${server} ${station} 0024 ${packet}`,
  );
  expect(frame.protocols).toBe('wlan:wlan_aggregate:llc:ip:udp:llc:ip:udp');
});

test('a tag that goes beyond the frame is malformed', () => {
  expect(walk(`4000 0000 ffffffffffff ${station} ffffffffffff 1001 00 09 68`).malformed).toBe(true);
});

test('an authentication of equals is no list of tags', () => {
  const authentication = `b000 0000 ${accessPoint} ${station} ${accessPoint} 1001 0300`;
  const commit = walk(`${authentication} 0100 0000 1300 ${'aa'.repeat(32)} ${'bb'.repeat(64)} 30 01 00`);
  expect(commit.malformed).toBe(false);
  expect(commit.learned.malformed).toBe(false);
  expect(commit.values('wlan.fixed.anti_clogging_token')).toEqual([hex('aaaaaa')]);
  const [scalar] = walk(`${authentication} 0100 0000 1300 ${'aa'.repeat(32)} ${'bb'.repeat(64)}`).values(
    'wlan.fixed.scalar',
  );
  expect(scalar).toEqual(hex('aa'.repeat(32)));
  const confirm = walk(`${authentication} 0200 0000 0500 ${'cc'.repeat(32)}`);
  expect(confirm.values('wlan.fixed.send_confirm')).toEqual([5]);
  expect(confirm.text).toContain('Fixed parameters (40 bytes)');
  expect(confirm.values('wlan.tag.number')).toEqual([]);
});

test('an action says its token', () => {
  const action = walk(`d000 0000 ${accessPoint} ${station} ${accessPoint} 1001 03 00 07 0210 0000 0000`);
  expect(action.info).toBe('Action, SN=17, FN=0, Flags=........, Dialog Token=7');
  expect(action.values('wlan.fixed.dialog_token')).toEqual([7]);
});

test('versions with other headers are not read as if they had ours', () => {
  const later = walk(`8200 0000 ${accessPoint} ${station} ${accessPoint} 1001`);
  expect(later.info).toBe('Unknown protocol version: 2');
  expect(later.protocols).toBe('wlan:data');
  expect(walk(`0100 0000 ${accessPoint}`).info).toBe('PV1 QoS Data - with one SID');
});

test('a tag that goes beyond the frame is found in the first pass', () => {
  const frame = walk(
    `8000 0000 ffffffffffff ${accessPoint} ${accessPoint} 1001 0102030405060708 6400 1104 00 ff 686f6d65`,
  );
  expect(frame.learned.malformed).toBe(true);
});

test('an announcement of a null data packet names both ends and its token', () => {
  const walkControl = (digits: string) => walk(`5400 3000 ${station} ${accessPoint} ${digits}`);
  const announcement = walkControl('f0 0110 0230');
  expect(announcement.info).toBe('VHT/HE NDP Announcement, Sounding Dialog Token=240, Flags=........');
  expect(announcement.values('wlan.ta')).toEqual([hex(accessPoint)]);
  expect(announcement.values('wlan.vht_ndp.token.number')).toEqual([60]);
  expect(announcement.values('wlan.vht_ndp.sta_info.aid12')).toEqual([1, 2]);
  expect(announcement.values('wlan.vht_ndp.sta_info.nc_index')).toEqual([0, 1]);
  expect(walkControl('f2 01080007').values('wlan.he_ndp.sta_info.aid11')).toEqual([1]);
  expect(walkControl('f0 01').learned.malformed).toBe(true);
});

test('a trigger says its type', () => {
  const trigger = walk(`2400 3000 ffffffffffff ${accessPoint} 03 00000000000000 0000000000`);
  expect(trigger.info).toBe('Trigger MU-RTS, Flags=........');
  expect(trigger.values('wlan.trigger.he.trigger_type')).toEqual([3n]);
});

test('data that mesh stations pass on has a control field of its own before LLC', () => {
  const body = 'aaaa03 000000 0800 4500 001d 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 0009 0000 78';
  const passedOn = (service: string, control: string) =>
    walk(`8803 2c00 ${accessPoint} ${station} ${server} 2000 ${server} ${service} ${control} ${body}`);
  const plain = passedOn('0001', '00 1d 05000000');
  expect(plain.protocols).toBe('wlan:llc:ip:udp:data');
  expect(plain.values('wlan.fixed.mesh_ttl')).toEqual([29]);
  expect(plain.values('wlan.fixed.mesh_sequence')).toEqual([5]);
  const extended = passedOn('0001', `02 1d 05000000 ${server} ${station}`);
  expect(extended.protocols).toBe('wlan:llc:ip:udp:data');
  expect(extended.values('wlan.fixed.mesh_addr6')).toEqual([hex(station)]);
  expect(passedOn('0000', '').protocols).toBe('wlan:llc:ip:udp:data');
});

test('a network name that is no readable text is shown as bytes', () => {
  const beacon = (name: string) =>
    walk(`8000 0000 ffffffffffff ${accessPoint} ${accessPoint} 1001 0102030405060708 6400 1104 00 04 ${name}`).info;
  expect(beacon('b2e2cad4')).toMatch(/SSID=b2e2cad4$/);
  expect(beacon('00000000')).toMatch(/SSID=00000000$/);
  expect(beacon('63c3a921')).toMatch(/SSID="cé!"$/);
});
