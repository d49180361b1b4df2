/** What the value of a `$context` variable is: a duration is in ms, a time in ms since 1970, a size in bytes. */
export type ValueKind = 'text' | 'number' | 'duration' | 'size' | 'time';

/** Which characters a variable's value may have, where that is known; `text` may have any. */
export type Charset = 'number' | 'time' | 'id' | 'word' | 'protocol' | 'host' | 'stage' | 'principal' | 'text';

const DURATIONS = [
  'responseLatency',
  'integrationLatency',
  'integration.latency',
  'integration.timeToAllHeaders',
  'integration.timeToFirstContent',
  'authorizer.latency',
  'authorizer.integrationLatency',
  'authorize.latency',
  'authenticate.latency',
  'waf.latency',
];
const NUMBERS = [
  'status',
  'integrationStatus',
  'integration.status',
  'integration.integrationStatus',
  'authorizer.status',
  'authorizer.integrationStatus',
  'authorize.status',
  'authenticate.status',
  'waf.status',
  'wafResponseCode',
  'responseOverride.status',
];
const IDS = [
  'accountId',
  'apiId',
  'awsEndpointRequestId',
  'awsEndpointRequestId2',
  'connectionId',
  'deploymentId',
  'extendedRequestId',
  'messageId',
  'requestId',
  'resourceId',
  'authorizer.requestId',
  'identity.accountId',
  'identity.apiKeyId',
  'integration.requestId',
];

interface Described {
  kind: ValueKind;
  charset: Charset;
}

const VARIABLES: ReadonlyMap<string, Described> = new Map([
  ...described(DURATIONS, 'duration', 'number'),
  ...described(NUMBERS, 'number', 'number'),
  ...described(['responseLength', 'dataProcessed'], 'size', 'number'),
  ...described(['requestTimeEpoch', 'connectedAt'], 'time', 'number'),
  ...described(['requestTime'], 'time', 'time'),
  ...described(IDS, 'text', 'id'),
  ...described(['httpMethod', 'eventType', 'error.responseType'], 'text', 'word'),
  ...described(['protocol'], 'text', 'protocol'),
  ...described(['identity.sourceIp', 'domainName', 'domainPrefix'], 'text', 'host'),
  ...described(['stage'], 'text', 'stage'),
  ...described(['identity.caller', 'identity.user'], 'text', 'principal'),
]);

function described(names: string[], kind: ValueKind, charset: Charset): [string, Described][] {
  return names.map((name) => [name, { kind, charset }]);
}

export function kindOf(name: string): ValueKind {
  return VARIABLES.get(name)?.kind ?? 'text';
}

export function charsetOf(name: string): Charset {
  return VARIABLES.get(name)?.charset ?? 'text';
}
