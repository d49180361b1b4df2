import { z } from 'zod';
import type { RestCall } from './call';
import { valueIn } from './expressions';
import type { RestConfiguration, RestModel } from './model';
import { RestRefusal } from './refusal';

/** Holds a request against what its method asks for (AWS: "Request validation for REST APIs in API Gateway"). */
export function validate(call: RestCall): void {
  const { configuration, restMethod } = call;
  const validator = configuration.validators.find(({ id }) => id === restMethod.requestValidatorId);
  if (validator?.validateRequestParameters) checkParameters(call);
  if (validator?.validateRequestBody) checkBody(call);
}

function checkParameters(call: RestCall): void {
  const missing = Object.entries(call.restMethod.requestParameters ?? {})
    .filter(([name, required]) => required && !valueIn(call, name))
    .map(([name]) => name.split('.').slice(3).join('.'));
  if (missing.length === 0) return;
  const text = `Missing required request parameters: [${missing.join(', ')}]`;
  call.log.say(text, true);
  throw new RestRefusal('BAD_REQUEST_PARAMETERS', text, text, { validation: text });
}

function checkBody(call: RestCall): void {
  const { requestModels = {} } = call.restMethod;
  const type = (call.headers['content-type'] ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
  const name = requestModels[type] ?? requestModels.$default;
  const model = call.configuration.models.find((one) => one.name === name);
  if (!model) return;
  const complaint = complaintOf(call.configuration, model, call.body.toString('utf8'));
  if (complaint === null) return;
  const text = `Request body does not match model schema for content type ${type}: ${complaint}`;
  call.log.say(text, true);
  throw new RestRefusal('BAD_REQUEST_BODY', 'Invalid request body', text, { validation: complaint });
}

const schemas = new WeakMap<RestModel, z.ZodType>();

function complaintOf(configuration: RestConfiguration, model: RestModel, body: string): string | null {
  let value: unknown;
  try {
    value = body === '' ? undefined : JSON.parse(body);
  } catch {
    return '[Unable to parse JSON]';
  }
  const read = schemaOf(configuration, model).safeParse(value);
  return read.success ? null : `[${inWords(read.error)}]`;
}

function schemaOf({ models }: RestConfiguration, model: RestModel): z.ZodType {
  const known = schemas.get(model);
  if (known) return known;
  const local = (text: string) =>
    JSON.parse(
      text.replace(/"https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/"]+\/models\/([^"]+)"/g, '"#/$defs/$1"'),
    );
  const $defs = Object.fromEntries(models.map((one) => [one.name, local(one.schema ?? '{}')]));
  const { $schema: _, ...schema } = local(model.schema ?? '{}');
  const made = z.fromJSONSchema({ ...schema, $defs: { ...$defs, ...schema.definitions } });
  schemas.set(model, made);
  return made;
}

/** In the words of API Gateway's own validator as far as they are the usual ones. */
function inWords({ issues }: z.ZodError): string {
  const missing = issues.filter((one) => one.code === 'invalid_type' && /received undefined/.test(one.message));
  const others = issues
    .filter((one) => !missing.includes(one))
    .map(({ path, message }) => `${path.join('.')}: ${message}`);
  const names = missing.map(({ path }) => `"${String(path.at(-1) ?? '')}"`);
  const first = names.length > 0 ? [`object has missing required properties ([${names.join(',')}])`] : [];
  return [...first, ...others].join(', ');
}
