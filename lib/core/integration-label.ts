// What stands behind a route, as AWS spells it in configurations and exports.

/** A Lambda function as an integration names it. */
export interface LambdaPlace {
  name: string;
  qualifier: string | null;
  arn: string | null;
}

/**
 * The function behind a Lambda URI, in both of its forms: the function's ARN, or API Gateway's path to it
 * (`arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations`), each with or without a qualifier.
 */
export function lambdaOf(uri: string): LambdaPlace | null {
  const match = /(arn:[\w-]+:lambda:[^:]*:[^:]*:function:([^:/]+))(?::([^:/]+))?(?:\/invocations)?$/.exec(uri);
  if (!match) return null;
  const [, arn = null, name = '', qualifier = null] = match;
  return { name, qualifier, arn };
}

/** What an integration says of itself. */
interface IntegrationParts {
  lambda: LambdaPlace | null;
  subtype: string | null;
  uri: string | null;
  type: string;
  connectionType: string | null;
}

/** What stands behind a route in a few words: `notes-get`, `https://example.com`, `SQS-SendMessage`. */
export function integrationLabel({ lambda, subtype, uri, type, connectionType }: IntegrationParts): string {
  if (lambda) return lambda.qualifier ? `${lambda.name}:${lambda.qualifier}` : lambda.name;
  if (subtype) return subtype;
  if (connectionType === 'VPC_LINK') return `VPC link to ${uri?.split(/[:/]/).at(-1) || 'a private service'}`;
  return uri ?? type;
}
