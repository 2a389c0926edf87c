// Hints for networks that block connections: certificates and proxies.

/** Error codes of Node and OpenSSL for an untrusted certificate. */
const UNTRUSTED =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET_ISSUER_CERT|GET_ISSUER_CERT_LOCALLY|VERIFY_LEAF_SIGNATURE)|CERT_UNTRUSTED)$/;

/** A hint where only other network settings help; undefined where a repetition may help. */
export function adviceFor(code: string, message: string): string | undefined {
  if (UNTRUSTED.test(code)) {
    return 'if this network inspects TLS traffic, set --ca-file or NODE_EXTRA_CA_CERTS to the file with its certificates';
  }
  if (code.startsWith('CERT_') || code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return 'the certificate is not valid for this host';
  const [, status] = /^Proxy response \((40[0-9])\)/.exec(message) ?? [];
  if (status === '407') return 'the proxy requires a user name and a password: add them to the URL in HTTPS_PROXY';
  return status === undefined
    ? undefined
    : 'the proxy blocks this host; add the host to NO_PROXY to connect without the proxy';
}
