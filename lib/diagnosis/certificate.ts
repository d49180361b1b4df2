import { next, type Words } from './cause';

const NAMES = ['ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH'];
const UNTRUSTED = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
];

const EXPIRED: Words = {
  id: 'certificate-expired',
  title: 'The certificate has expired.',
  next: next('Renew it in ACM, or import a new one for the custom domain.', { do: 'facts' }),
};
const EARLY: Words = {
  id: 'certificate-early',
  title: 'The certificate is not valid yet, or the clock of this computer is behind.',
  next: next('Look at the clock of this computer, then send it again.', { do: 'send-again' }),
};
const NAME: Words = {
  id: 'certificate-name',
  title: 'The certificate is for another host name.',
  next: next('See which names the certificate of the custom domain has, and whether its DNS leads to API Gateway.', {
    do: 'facts',
  }),
};
const TRUST: Words = {
  id: 'certificate-untrusted',
  title: 'This computer does not trust the certificate.',
  next: next(
    'Where a proxy opens TLS, or an emulator signs its own: start Signalbox with NODE_EXTRA_CA_CERTS set to the file of that authority.',
  ),
};
const CLIENT: Words = {
  id: 'client-certificate',
  title: 'The other side asks for a client certificate (mutual TLS), and Signalbox has none to show.',
  next: next('Choose another address of the stage, or call it with a client that has a certificate.', { do: 'facts' }),
};

/** What is wrong where TLS failed, by the code that Node gives it; null where the code does not tell. */
export function certificateWords(message: string): Words | null {
  const code = /\((\w+)\)\.$/.exec(message)?.[1] ?? '';
  if (code === 'CERT_HAS_EXPIRED') return EXPIRED;
  if (code === 'CERT_NOT_YET_VALID') return EARLY;
  if (NAMES.includes(code)) return NAME;
  if (UNTRUSTED.includes(code)) return TRUST;
  return code.endsWith('ALERT_CERTIFICATE_REQUIRED') ? CLIENT : null;
}
