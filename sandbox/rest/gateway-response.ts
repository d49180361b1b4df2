import { headerPairs, type RestCall } from './call';
import { fillTemplate, valueIn } from './expressions';
import type { RestGatewayResponse } from './model';
import type { RestRefusal } from './refusal';

export interface Written {
  status: number;
  headers: [string, string][];
  body: string;
}

/** A refusal as the API's gateway responses write it; where they say nothing, as API Gateway itself does. */
export function writeRefusal(
  refusal: RestRefusal,
  responses: readonly RestGatewayResponse[],
  call: RestCall | null,
): Written {
  const chosen = responseFor(refusal, responses);
  const key = refusal.type === 'ACCESS_DENIED' ? 'Message' : 'message';
  const plain = JSON.stringify({ [key]: refusal.text });
  const [type, template] = templateOf(chosen, call);
  return {
    status: chosen?.statusCode ? Number(chosen.statusCode) : refusal.status,
    headers: [['Content-Type', type], ['x-amzn-ErrorType', refusal.errorType], ...ownHeaders(chosen, call)],
    body: template === null || !call ? plain : fillTemplate(template, call, ''),
  };
}

/** Its own, else the one for all of its class. */
function responseFor(refusal: RestRefusal, responses: readonly RestGatewayResponse[]): RestGatewayResponse | undefined {
  if (refusal.type === null) return;
  const general = refusal.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  const named = (type: string | null) => responses.find(({ responseType }) => responseType === type);
  return named(refusal.type) ?? named(general);
}

function ownHeaders(response: RestGatewayResponse | undefined, call: RestCall | null): [string, string][] {
  return Object.entries(response?.responseParameters ?? {}).flatMap(([name, from]) => {
    const header = /^gatewayresponse\.header\.(.+)$/.exec(name)?.[1];
    const value = header ? valueFor(call, from) : undefined;
    return header && value !== undefined ? [[header, value] satisfies [string, string]] : [];
  });
}

const DEFAULT_TEMPLATE = '{"message":$context.error.messageString}';

function templateOf(response: RestGatewayResponse | undefined, call: RestCall | null): [string, string | null] {
  const templates = response?.responseTemplates ?? {};
  const wanted = headerPairs(call?.rawHeaders ?? []).find(([name]) => name.toLowerCase() === 'accept')?.[1];
  const [type, template] =
    Object.entries(templates).find(([one]) => one === wanted) ??
    Object.entries(templates).find(([one]) => one === 'application/json') ??
    Object.entries(templates)[0] ??
    [];
  if (type === undefined || template === undefined || template === DEFAULT_TEMPLATE) return ['application/json', null];
  return [type, template];
}

function valueFor(call: RestCall | null, from: string): string | undefined {
  const fixed = /^'(.*)'$/s.exec(from)?.[1];
  return fixed ?? (call ? valueIn(call, from) : undefined);
}
