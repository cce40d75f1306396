/** Extensions that negotiate versions, groups, keys and tickets. RFC 8446, section 4.2; RFC 8422; RFC 5077. */
import { groupName } from '../../names/tls';
import { type ExtensionPlace, type HandshakeWalk, list, opaque, vector } from './walk';

/** See `ExtensionBody`. */
export function keyExtension(
  walk: HandshakeWalk,
  type: number,
  at: number,
  end: number,
  place: ExtensionPlace,
): number | undefined {
  const { layer, field } = walk;
  switch (type) {
    case 1:
      layer.add(field['handshake.max_fragment_length'], at, 1);
      return at + 1;
    case 10: {
      const limit = vector(walk, field['handshake.extensions_supported_groups_length'], at, 2, end);
      list(
        walk,
        field['handshake.extensions_supported_groups'],
        field['handshake.extensions_supported_group'],
        2,
        Math.min(at + 2, limit),
        limit,
        ['Supported Groups', 'group', 'groups'],
      );
      return limit;
    }
    case 11: {
      const limit = vector(walk, field['handshake.extensions_ec_point_formats_length'], at, 1, end);
      list(
        walk,
        field['handshake.extensions_ec_point_formats'],
        field['handshake.extensions_ec_point_format'],
        1,
        at + 1,
        limit,
        ['Elliptic curves point formats', 'format', 'formats'],
      );
      return limit;
    }
    case 21:
      layer.add(field['handshake.extensions_padding_data'], at, end - at);
      return end;
    case 28:
      layer.add(field.record_size_limit, at, Math.min(2, end - at));
      return Math.min(at + 2, end);
    case 35:
      layer.add(field['handshake.session_ticket'], at, end - at);
      return end;
    case 40:
    case 51:
      return keyShare(walk, at, end, place);
    case 41:
      return preSharedKey(walk, at, end, place);
    case 42:
    case 46:
      if (place !== 'new session ticket') return at;
      layer.add(field['early_data.max_early_data_size'], at, 4);
      return at + 4;
    case 43:
      return supportedVersions(walk, at, end, place);
    case 44:
      return opaque(walk, field['handshake.extensions.cookie_len'], field['handshake.extensions.cookie'], at, 2, end);
    case 45: {
      const limit = vector(walk, field['extension.psk_ke_modes_length'], at, 1, end);
      for (let next = at + 1; next < limit; next++) layer.add(field['extension.psk_ke_mode'], next, 1);
      return limit;
    }
    case 53:
    case 54:
      return opaque(walk, field.connection_id_length, field.connection_id, at, 1, end);
    case 65281:
      layer.openText(at, end - at, 'Renegotiation Info extension');
      opaque(walk, field['handshake.extensions_reneg_info_len'], field['handshake.extensions_reneg_info'], at, 1, end);
      layer.close();
      return end;
    default:
      return undefined;
  }
}

function keyShare(walk: HandshakeWalk, at: number, end: number, place: ExtensionPlace): number {
  const { layer, field } = walk;
  layer.openText(at, end - at, 'Key Share extension');
  let stopped = end;
  if (place === 'hello retry request') {
    layer.add(field['handshake.extensions_key_share_selected_group'], at, Math.min(2, end - at));
    stopped = Math.min(at + 2, end);
  } else if (place === 'client hello') {
    const limit = vector(walk, field['handshake.extensions_key_share_client_length'], at, 2, end);
    for (let next = at + 2; next < limit; ) next = keyShareEntry(walk, next, limit);
    stopped = limit;
  } else stopped = keyShareEntry(walk, at, end);
  layer.close();
  return stopped;
}

function keyShareEntry(walk: HandshakeWalk, at: number, end: number): number {
  const { layer, field } = walk;
  if (end - at < 4) return end;
  const group = layer.u16(at);
  const length = layer.u16(at + 2);
  layer.openText(
    at,
    Math.min(4 + length, end - at),
    `Key Share Entry: Group: ${groupName(group) ?? `Unknown (${group})`}, Key Exchange length: ${length}`,
  );
  layer.add(field['handshake.extensions_key_share_group'], at, 2);
  const stop = opaque(
    walk,
    field['handshake.extensions_key_share_key_exchange_length'],
    field['handshake.extensions_key_share_key_exchange'],
    at + 2,
    2,
    end,
  );
  layer.close();
  return stop;
}

function preSharedKey(walk: HandshakeWalk, at: number, end: number, place: ExtensionPlace): number {
  const { layer, field } = walk;
  layer.openText(at, end - at, 'Pre-Shared Key extension');
  const stopped = place === 'client hello' ? offeredKeys(walk, at, end) : at + 2;
  if (place !== 'client hello')
    layer.add(field['handshake.extensions.psk.identity.selected'], at, Math.min(2, end - at));
  layer.close();
  return stopped;
}

function offeredKeys(walk: HandshakeWalk, at: number, end: number): number {
  const { layer, field } = walk;
  const identitiesEnd = vector(walk, field['handshake.extensions.psk.identities.length'], at, 2, end);
  for (let next = at + 2; next + 2 <= identitiesEnd; ) {
    layer.openText(
      next,
      Math.min(6 + layer.u16(next), identitiesEnd - next),
      `PSK Identity (length: ${layer.u16(next)})`,
    );
    next = opaque(
      walk,
      field['handshake.extensions.psk.identity.identity_length'],
      field['handshake.extensions.psk.identity.identity'],
      next,
      2,
      identitiesEnd,
    );
    if (next + 4 <= identitiesEnd) layer.add(field['handshake.extensions.psk.identity.obfuscated_ticket_age'], next, 4);
    layer.close();
    next += 4;
  }
  const bindersEnd = vector(walk, field['handshake.extensions.psk.binders_len'], identitiesEnd, 2, end);
  if (bindersEnd <= identitiesEnd + 2) return bindersEnd;
  layer.open(field['handshake.extensions.psk.binders'], identitiesEnd + 2, bindersEnd - identitiesEnd - 2);
  for (let next = identitiesEnd + 2; next < bindersEnd; )
    next = opaque(
      walk,
      field['handshake.extensions.psk.binder_len'],
      field['handshake.extensions.psk.binder'],
      next,
      1,
      bindersEnd,
    );
  layer.close();
  return bindersEnd;
}

function supportedVersions(walk: HandshakeWalk, at: number, end: number, place: ExtensionPlace): number {
  const { layer, field } = walk;
  const version = field['handshake.extensions.supported_version'];
  if (place !== 'client hello') {
    layer.add(version, at, Math.min(2, end - at));
    return Math.min(at + 2, end);
  }
  const limit = vector(walk, field['handshake.extensions.supported_versions_len'], at, 1, end);
  let next = at + 1;
  for (; next + 2 <= limit; next += 2) layer.add(version, next, 2);
  return next;
}
