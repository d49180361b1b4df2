import type { Integration } from '@/sandbox/model';
import type { ApiCall } from './api-call';
import { badRequest } from './refusal';
import { selectValue } from './values';

/** What each service cannot do without (AWS: "Integration subtype reference" of HTTP APIs). */
const REQUIRED: Record<string, readonly string[]> = {
  'AppConfig-GetConfiguration': ['Application', 'Environment', 'Configuration', 'ClientId'],
  'EventBridge-PutEvents': ['Detail', 'DetailType', 'Source'],
  'Kinesis-PutRecord': ['StreamName', 'Data', 'PartitionKey'],
  'SQS-DeleteMessage': ['QueueUrl', 'ReceiptHandle'],
  'SQS-PurgeQueue': ['QueueUrl'],
  'SQS-ReceiveMessage': ['QueueUrl'],
  'SQS-SendMessage': ['QueueUrl', 'MessageBody'],
  'StepFunctions-StartExecution': ['StateMachineArn'],
  'StepFunctions-StartSyncExecution': ['StateMachineArn'],
  'StepFunctions-StopExecution': ['ExecutionArn'],
};

/** What a service is told, with what is read from the request filled in; a request that lacks what must be there is refused. */
export function serviceParameters(call: ApiCall, integration: Integration): Record<string, string> {
  const { integrationSubtype, requestParameters = {} } = integration;
  const filled = Object.entries(requestParameters).flatMap(([name, from]) => {
    const value = /^\$(request|context|stageVariables)\b/.test(from) ? selectValue(call, from) : from;
    return value === undefined ? [] : [[name, value] as const];
  });
  const parameters = Object.fromEntries(filled);
  const missing = REQUIRED[integrationSubtype ?? '']?.find((name) => parameters[name] === undefined);
  if (missing)
    throw badRequest(`${missing} is read from ${requestParameters[missing] ?? 'nowhere'}, which has no value`);
  return parameters;
}
