import { permits } from '@/sandbox/iam/permits';
import { findRole } from '@/sandbox/iam/roles';
import type { LambdaFunction } from '@/sandbox/lambda/model';
import type { Connection } from './connection';
import { connectionArn, end, post, reach } from './reach';
import { SocketRefusal } from './refusal';

interface Input {
  ConnectionId: string;
  Data?: string | Uint8Array;
}

interface Command {
  method: 'POST' | 'GET' | 'DELETE';
  input: Input;
}

/**
 * `@aws-sdk/client-apigatewaymanagementapi` as functions find it in Lambda's Node.js runtimes. It acts as the function's role,
 * and finds the API by the endpoint that the function builds of `domainName` and `stage`, without leaving the process.
 */
export function managementClient(fn: LambdaFunction): Record<string, unknown> {
  class ApiGatewayManagementApiClient {
    readonly #endpoint: string;

    constructor({ endpoint = '' }: { endpoint?: string } = {}) {
      this.#endpoint = endpoint;
    }

    async send(command: Command): Promise<object> {
      try {
        return run(fn, this.#endpoint, command);
      } catch (error) {
        throw error instanceof SocketRefusal ? exceptionOf(error) : error;
      }
    }

    destroy(): void {}
  }
  class ApiGatewayManagementApi extends ApiGatewayManagementApiClient {
    postToConnection = (input: Input) => this.send({ method: 'POST', input });
    getConnection = (input: Input) => this.send({ method: 'GET', input });
    deleteConnection = (input: Input) => this.send({ method: 'DELETE', input });
  }
  return {
    ApiGatewayManagementApiClient,
    ApiGatewayManagementApi,
    PostToConnectionCommand: commandOf('POST'),
    GetConnectionCommand: commandOf('GET'),
    DeleteConnectionCommand: commandOf('DELETE'),
    ...EXCEPTIONS,
  };
}

function commandOf(method: Command['method']) {
  return class {
    readonly method = method;
    constructor(readonly input: Input) {}
  };
}

function run(fn: LambdaFunction, endpoint: string, { method, input }: Command): object {
  const [, apiId = '', stageName = ''] = /^(?:https?:\/\/)?([^./]+)\.[^/]*\/([^/]+)/.exec(endpoint) ?? [];
  const connection = reach({ apiId, stageName: decodeURIComponent(stageName), connectionId: input.ConnectionId });
  checkRole(fn, connection, method);
  if (method === 'POST') post(connection, Buffer.from(input.Data ?? ''));
  if (method === 'DELETE') end(connection, 1000, 'Connection Closed Normally');
  const $metadata = { httpStatusCode: method === 'DELETE' ? 204 : 200 };
  if (method !== 'GET') return { $metadata };
  const { connectedAt: ConnectedAt, lastActiveAt: LastActiveAt, caller } = connection;
  return {
    $metadata,
    ConnectedAt,
    LastActiveAt,
    Identity: { SourceIp: caller.sourceIp, UserAgent: caller.userAgent },
  };
}

/** A role that is not known, of another account or of a test, may. */
function checkRole(fn: LambdaFunction, connection: Connection, method: string): void {
  const known = fn.role === undefined ? undefined : findRole(connection.place.world, fn.role);
  if (!known) return;
  const action = 'execute-api:ManageConnections';
  const resource = connectionArn(connection, method);
  if (permits({ deny: [], policies: [known.role.policies] }, action, resource)) return;
  const session = `arn:aws:sts::${known.account.id}:assumed-role/${known.role.name}/${fn.name}`;
  const sentence = `User: ${session} is not authorized to perform: ${action} on resource: ${resource}`;
  throw new SocketRefusal(403, 'AccessDeniedException', sentence);
}

class ManagementException extends Error {
  readonly $fault = 'client';
  readonly $metadata: { httpStatusCode: number };

  constructor(name: string, { status, message }: SocketRefusal) {
    super(message || 'UnknownError');
    this.name = name;
    this.$metadata = { httpStatusCode: status };
  }
}

const EXCEPTIONS: Record<string, new (refusal: SocketRefusal) => Error> = Object.fromEntries(
  ['GoneException', 'ForbiddenException', 'LimitExceededException', 'PayloadTooLargeException'].map((name) => [
    name,
    class extends ManagementException {
      constructor(refusal: SocketRefusal) {
        super(name, refusal);
      }
    },
  ]),
);

function exceptionOf(refusal: SocketRefusal): Error {
  const name = refusal.type ?? 'UnknownError';
  const Known = EXCEPTIONS[name];
  return Known ? new Known(refusal) : new ManagementException(name, refusal);
}
