import { readTargetInput, targetAnswer, targetFailure } from '@/sandbox/cognito/json-protocol';
import type { Call, Operation, Output, Service } from '@/sandbox/control/call';
import { AwsFailure } from '@/sandbox/control/failure';
import { JSON_SIGNATURE_CODES } from '@/sandbox/control/rest-json';

const PREFIX = 'CertificateManager.';

/** Certificate Manager, as far as it tells until when a certificate is good. */
export const acm: Service = {
  name: 'acm',
  throttled: null,
  operation: ({ target, body }): Operation => {
    if (target !== `${PREFIX}DescribeCertificate`) throw new AwsFailure('UnknownOperationException', 400, '');
    const arn = String(readTargetInput(body).CertificateArn ?? '');
    return {
      name: 'DescribeCertificate',
      action: 'acm:DescribeCertificate',
      resource: () => arn,
      run: (call) => describe(call, arn),
    };
  },
  answer: (_operation, output, requestId) => targetAnswer(200, output, requestId),
  fail: targetFailure,
  codes: {
    denied: 'AccessDeniedException',
    throttled: () => new AwsFailure('ThrottlingException', 400, 'Rate exceeded'),
    signature: JSON_SIGNATURE_CODES,
  },
};

function describe({ region }: Call, arn: string): Output {
  const found = region.certificates?.get(arn);
  if (!found) {
    throw new AwsFailure('ResourceNotFoundException', 400, `Could not find certificate with arn ${arn}.`);
  }
  const seconds = (iso: string) => Math.floor(Date.parse(iso) / 1000);
  return {
    Certificate: {
      CertificateArn: arn,
      DomainName: found.domainName,
      SubjectAlternativeNames: found.alternativeNames,
      Status: found.status,
      Type: 'AMAZON_ISSUED',
      KeyAlgorithm: 'RSA-2048',
      RenewalEligibility: 'INELIGIBLE',
      NotBefore: seconds(found.notBefore),
      NotAfter: seconds(found.notAfter),
    },
  };
}
