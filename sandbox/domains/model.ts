/** A custom domain of API Gateway. REST, HTTP and WebSocket APIs share the list. */
export interface GatewayDomain {
  domainName: string;
  endpointType: 'REGIONAL' | 'EDGE';
  securityPolicy: string;
  certificateArn?: string;
  status: string;
  /** Where DNS is to lead. */
  target: string;
  hostedZoneId: string;
  truststoreUri?: string;
  routingMode: string;
  createdDate: string;
  tags: Record<string, string>;
  mappings: DomainMapping[];
}

export interface DomainMapping {
  apiMappingId: string;
  apiId: string;
  stage: string;
  /** Without slashes at its ends; empty for the root, of several segments where it has levels. */
  key: string;
}

/** A certificate of ACM. */
export interface Certificate {
  arn: string;
  domainName: string;
  alternativeNames: string[];
  status: 'ISSUED' | 'PENDING_VALIDATION' | 'EXPIRED';
  notBefore: string;
  notAfter: string;
}
