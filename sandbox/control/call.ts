import type { ServerResponse } from 'node:http';
import type { AccessKey, Account, Region, World } from '@/sandbox/model';

/** One request to the control plane, once it is known who asks and where. */
export interface Call {
  world: World;
  account: Account;
  region: Region;
  key: AccessKey;
  input: Input;
}

/** What the request says, before anything is known of who asks. */
export interface Input {
  method: string;
  /** Still percent-encoded. */
  path: string;
  /** Of the query and, for the Query protocol, of the form in the body. */
  parameters: URLSearchParams;
  /** `X-Amz-Target`, by which the awsJson protocols name the operation; empty where there is none. */
  target: string;
  /** `Accept`; empty where there is none. */
  accept: string;
  body: Buffer;
}

/** What the service answers with: an object that its protocol writes out. */
export type Output = Record<string, unknown>;

export interface Operation {
  name: string;
  /** The IAM action that it needs; null where none is needed. */
  action: string | null;
  /** The ARN that the action is asked on. */
  resource: (call: Call) => string;
  run: (call: Call) => Output | Promise<Output>;
  /** In place of `run`, for an answer that goes on: throws before anything is written, or not at all. */
  stream?: (call: Call, res: ServerResponse, requestId: string) => void;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** One AWS service as its own protocol speaks it. */
export interface Service {
  /** As in the credential scope. */
  name: string;
  /** Which token bucket its calls draw on; null where AWS publishes no limit. */
  throttled: 'apigateway' | 'cloudformation' | null;
  operation: (input: Input) => Operation;
  answer: (operation: Operation, output: Output, requestId: string) => Answer;
  fail: (failure: unknown, requestId: string) => Answer;
  /** The service's own words for a refused signature, a missing permission and too many calls. */
  codes: { denied: string; throttled: () => Error; signature: Record<string, string> };
}
