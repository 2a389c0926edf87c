// What to do about a network that lets no connection through as it is set up: certificates and proxies.

/** Node's and OpenSSL's names for a certificate that is not trusted. */
const UNTRUSTED =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET_ISSUER_CERT|GET_ISSUER_CERT_LOCALLY|VERIFY_LEAF_SIGNATURE)|CERT_UNTRUSTED)$/;

/** What to do about a connection that cannot be made as the network is set up; undefined where trying again may help. */
export function adviceFor(code: string, message: string): string | undefined {
  if (UNTRUSTED.test(code)) {
    return 'if this network inspects its traffic, name the file of its certificates with --ca-file or NODE_EXTRA_CA_CERTS';
  }
  if (code.startsWith('CERT_') || code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return 'the certificate is not the right one';
  const [, status] = /^Proxy response \((40[0-9])\)/.exec(message) ?? [];
  if (status === '407') return 'the proxy wants a name and a password, which belong into its address in HTTPS_PROXY';
  return status === undefined
    ? undefined
    : 'the proxy does not let this through; NO_PROXY names hosts to reach without it';
}
