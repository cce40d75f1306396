/** Names that filters from elsewhere ask for, of protocols and fields that nobody here reads yet: what Wireshark calls them, by type. */
import type { FieldType } from '../declare/field';

/** Protocols. */
export const unreadProtocols = words(`
  6lowpan _ws.lua _ws.number_string.decoding_error _ws.string _ws.type_length _ws.unreassembled adwin afp ajp13 amqp aoe asterix
  atsvc bacapp bacnet bencode bitcoin bluetooth browser bt-dht bt-utp btatt bthci_acl bthci_cmd bthci_evt bthfp btl2cap btle
  btle_rf btrfcomm btsmp bvlc camel can canopen capwap.data carp cflow cfm cip cipcls cipio cipsafety clnp collectd cql dbus
  dcerpc diameter dlsw doip drsuapi dsi dtp ecat ecatf edonkey edp elasticsearch enip epl epm epmd erldp esis fcgi fcoe finger fix
  flexray giop glbp gmrp gnutella goose gopher grpc gsm_a.dtap gsm_a.rp gsm_map gsm_sms gss-api gtpv2
  gvrp h225 h245 hart_ip hci_h4 hip http3 iax2 iec60870_104 iec60870_asdu ieee1905 iperf2 ipmi ipp ipxsap iscsi ismp iso15765 isup
  jpeg kafka lanman ldss lin lisp lpd lsarpc lsd lte_rrc m2ua m3ua megaco memcache mgcp mms mongo mount mp2t mp4 mptcp msnms mstp
  mtp3 nas-5gs nas-eps nat-pmp nbipx ncp netbios netlink nfs ngap nhrp nlm nntp nr-rrc ntlmssp nvme ocsp omron opcua openflow
  openflow_v1 pagp pcp pfcp pgm pkix1explicit pkix1implicit pkt_comment pn_dcp pn_io pn_rt pppmux pptp protobuf q931 quake quake2
  quake3 rdpudp ripng rlogin rmcp rmi rpc_netlogon rpcap rrc rsh rsync rtmpt rtpevent rtps rx s1ap s7comm samr sap sccp scsi sflow
  sigcomp skinny slimp3 smux sna someip spnego spnego-krb5 spx srvloc srvsvc sstp starteam stt sv svcctl synphasor sysdig
  systemd_journal t124 t125 t38 tacacs tacplus tcap tcp.options.rvbd.probe tcp.options.scps tcp.options.snack tds thrift tipc
  tivoconnect tpncp trill ts2 turnchannel tzsp udld uds udt usb usbaudio usbhid usbms vines_ip vmlab vnc vssmonitoring vtp wccp
  whois winreg wkssvc wlccp wol wow wpan wsp wtp x11 x2ap x509ce x509if x509sat xot xtp yami ymsg zbee_aps zbee_nwk zbee_zcl
  zebra
`);

/** Checksums that are judged. */
export const unreadStatuses = words(`
  edp.checksum.status mstp.checksum.status stt.checksum.status
`);

/** Fields. */
export const unreadFields: Partial<Readonly<Record<FieldType, readonly string[]>>> = {
  UINT8: words(`
    amqp.type bacapp.confirmed_service bacapp.type bacnet.control browser.command btatt.opcode bthci_evt.code
    btle.advertising_header.pdu_type can.len cfm.opcode cip.class cip.service cql.opcode dcerpc.auth_type dcerpc.cn_flags
    dcerpc.pkt_type dcerpc.ver dhcp.option.end dtp.version gtpv2.message_type iec60870_asdu.typeid ip.tos ip.tos.precedence
    iscsi.opcode isup.message_type m3ua.message_type memcache.opcode nhrp.hdr.op.type openflow.version pfcp.msg_type ripng.cmd
    rmcp.class rtmpt.header.typeid rtpevent.event_id s7comm.header.rosctr s7comm.param.func sccp.message_type
    smb2.file_info.infolevel tacplus.type tds.packet_number tds.type udld.opcode uds.sid usb.bDescriptorType usb.bInterfaceClass
    usb.bmRequestType usb.device_address usb.endpoint_address usb.endpoint_address.direction usb.endpoint_address.number
    usb.setup.bRequest usb.transfer_type usbhid.boot_report.keyboard.keycode_1 vnc.client_message_type vtp.version
    wlan.ext_tag.number wlan_rsna_eapol.keydes.msgnr x11.opcode
  `),
  UINT32: words(`
    btle.access_address can.id dcerpc.cn_call_id dcerpc.cn_status diameter.applicationId diameter.cmd.code enip.session
    enip.status frame.interface_queue frame.packet_flags frame.packet_flags_direction gtpv2.teid
    iec60870_104.type ip.geoip.asnum ip.geoip.dst_asnum ip.geoip.src_asnum ipv6.geoip.asnum
    ldap.authentication ldap.filter nfs.fh.hash nfs.opcode nfs.procedure_v3 nfs.status ngap.procedureCode ntlmssp.messagetype
    ntlmssp.negotiateflags ocsp.certStatus ocsp.responseStatus opcua.servicenodeid.numeric quic.connection.number
    s1ap.procedureCode sip.release-time sip.response-time smb2.auth_frame smb2.create.disposition smb2.ioctl.function
    spnego.negResult tcp.pdu.size tcp.proc.srcpid tcp.proc.srcuid tls.reassembled.length udp.pdu.size udp.proc.srcpid
    udp.proc.srcuid usb.data_len usb.urb_len usbms.dCBWSignature wlan_radio.duration wlan_radio.preamble
  `),
  FRAMENUM: words(`
    ftp-data.setup-frame ftp.command-frame
    ip.fragment.error ipv6.fragment.error rtcp.setup-frame rtp.setup-frame sip.resend-original sip.response-request
    smtp.data.fragment smtp.data.reassembled.in tcp.fin_retransmission tcp.pdu.last_frame tcp.segment.error tls.reassembled_in
    tls.segment usb.request_in
  `),
  STRING: words(`
    browser.server bt-dht.bencoded.string btcommon.eir_ad.entry.device_name cql.string data.md5_hash data.text
    diameter.Origin-Host diameter.Session-Id e164.msisdn e212.imsi eth.addr.oui_resolved eth.dst.oui_resolved
    eth.src.oui_resolved frame.md5_hash frame.verdict ftp-data.command ftp-data.setup-method
    ip.geoip.city ip.geoip.country ip.geoip.country_iso ip.geoip.dst_city ip.geoip.dst_country ip.geoip.dst_country_iso
    ip.geoip.dst_org ip.geoip.dst_summary ip.geoip.org ip.geoip.src_city ip.geoip.src_country ip.geoip.src_country_iso
    ip.geoip.src_org ip.geoip.src_summary ipv6.geoip.country ipv6.geoip.dst_country ipv6.geoip.src_country kafka.topic_name
    kerberos.addr_nb ldap.AttributeDescription ldap.assertionValue ldap.present memcache.command memcache.key nfs.name
    ntlmssp.auth.domain ntlmssp.auth.hostname ntlmssp.auth.username ntlmssp.challenge.target_name ntlmssp.identifier
    opcua.transport.type rtp.setup rtp.setup-method sip.auth sip.auth.digest.response sip.auth.nonce sip.auth.realm
    sip.auth.username sip.display.info sip.r-uri.host sip.r-uri.port sip.r-uri.user sip.tag smb.account smb.file
    smb.native_lanman smb.native_os smb.path smb.trans_name smb2.acct smb2.domain smb2.find.pattern smb2.host tcp.proc.dstcmd
    tcp.proc.srccmd tds.7login.username tds.query tds.rpc.name udp.proc.dstcmd udp.proc.srccmd usb.addr usb.bString usb.dst
    usb.src wlan.analysis.kck wlan.analysis.kek wlan.analysis.tk
  `),
  NONE: words(`
    frame.time_invalid http.bad_header_name http.leading_crlf http2.body.fragments http2.settings ip.checksum_bad.expert
    ldap.bindRequest_element ldap.bindResponse_element ldap.equalityMatch_element ldap.searchRequest_element
    ldap.searchResEntry_element mms.confirmed_RequestPDU_element smb2.find.both_directory_info smtp.data.fragments tls.segments
    udp.possible_traceroute wlan.analysis.retransmission
  `),
  BYTES: words(`
    btatt.value data.uncompressed.data http3.frame_payload ntlmssp.auth.lmresponse ntlmssp.auth.ntresponse ntlmssp.auth.sesskey
    ntlmssp.ntlmclientchallenge ntlmssp.ntlmserverchallenge ntlmssp.ntlmv2_response ntlmssp.ntlmv2_response.ntproofstr
    quic.protected_payload quic.stream_data smb2.preauth_hash smb2.read_data smb2.write_data usb.capdata usb.data_fragment
    usbhid.data wlan.rsn.ie.pmkid wlan_rsna_eapol.keydes.data wlan_rsna_eapol.keydes.mic wlan_rsna_eapol.keydes.nonce
    x509ce.keyUsage
  `),
  BOOLEAN: words(`
    can.flags.err can.flags.xtd diameter.flags.request ip.flags.sf ip.fragment.multipletails ip.fragment.overlap
    ip.fragment.overlap.conflict ip.fragment.toolongfragment ip.tos.cost ip.tos.delay ip.tos.reliability ip.tos.throughput
    ipv6.fragment.multipletails ipv6.fragment.overlap ipv6.fragment.toolongfragment rtpevent.end_of_event sip.resend
    tcp.segment.multipletails tcp.segment.overlap tcp.segment.overlap.conflict tcp.segment.toolongfragment
    wlan_rsna_eapol.keydes.key_info.encrypted_key_data wlan_rsna_eapol.keydes.key_info.install
    wlan_rsna_eapol.keydes.key_info.key_ack wlan_rsna_eapol.keydes.key_info.key_mic wlan_rsna_eapol.keydes.key_info.request
    wlan_rsna_eapol.keydes.key_info.secure
  `),
  DOUBLE: words(`
    ip.geoip.dst_lat ip.geoip.dst_lon ip.geoip.lat ip.geoip.lon ip.geoip.src_lat ip.geoip.src_lon
  `),
  RELATIVE_TIME: words(`
    tcp.pdu.time
  `),
  UINT64: words(`
    frame.drop_count frame.packet_id http3.frame_type http3.stream_type quic.stream.stream_id usb.irp_id usb.urb_id
    wlan_radio.end_tsf wlan_radio.start_tsf
  `),
  UINT16: words(`
    amqp.method.class amqp.method.method btatt.handle bthci_cmd.opcode cflow.version dcerpc.opnum enip.command goose.appid
    pptp.type someip.methodid someip.serviceid usb.bus_id usb.function usb.idProduct usb.idVendor wlan_rsna_eapol.keydes.data_len
    wpan.dst16 wpan.dst_pan wpan.frame_type wpan.src16 zbee_aps.cluster zbee_nwk.dst zbee_nwk.src
  `),
  GUID: words(`
    dcerpc.cn_bind_to_uuid smb2.fid
  `),
  CHAR: words(`
    usb.data_flag usb.urb_type
  `),
  ETHER: words(`
    bluetooth.addr bluetooth.dst bluetooth.src bthci_acl.dst.bd_addr bthci_acl.src.bd_addr bthci_evt.bd_addr
    btle.advertising_address wol.mac
  `),
  INT32: words(`
    diameter.Result-Code mongo.opcode x509if.id
  `),
  INT16: words(`
    kafka.api_key
  `),
  IPv4: words(`
    cflow.dstaddr cflow.srcaddr
  `),
  INT8: words(`
    frame.p2p_dir
  `),
  INT64: words(`
    frame.file_off
  `),
};

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
