import type { RestCall } from './call';
import { fillTemplate, valueIn } from './expressions';
import type { Answer } from './integrate';
import type { RestIntegration, RestIntegrationResponse } from './model';
import { misconfigured } from './refusal';

interface Received {
  status: number;
  headers: [string, string][];
  body: string;
  /** What selection patterns are held against: the status, or a function's error message. */
  selects: string;
}

/** The answer of an integration that is no proxy, as its integration responses make it. */
export function mapResponse(call: RestCall, integration: RestIntegration, received: Received): Answer {
  const chosen = choose(integration, received.selects);
  if (!chosen) throw misconfigured('No match for output mapping and no default output mapping configured');
  const [status, response] = chosen;
  const [type, template] = templateIn(response);
  const body = template === undefined ? received.body : fillTemplate(template, call, received.body).trim();
  const mapped = Object.entries(response.responseParameters ?? {}).flatMap(([name, from]) => {
    const header = /^method\.response\.header\.(.+)$/.exec(name)?.[1];
    const value = header && (ofIntegration(received, from) ?? valueIn(call, from));
    return header && value !== undefined ? [[header, value] satisfies [string, string]] : [];
  });
  return { status: Number(status), headers: lastOfEach([['Content-Type', type], ...mapped]), body: Buffer.from(body) };
}

/** The template for JSON, else the first. */
function templateIn({ responseTemplates = {} }: RestIntegrationResponse): [type: string, template: string | undefined] {
  const json = responseTemplates['application/json'];
  const [other] = Object.entries(responseTemplates);
  return json === undefined && other ? other : ['application/json', json];
}

/** The pattern that fits, else the one without. */
function choose({ responses }: RestIntegration, text: string): [string, RestIntegrationResponse] | undefined {
  const all = Object.entries(responses);
  const fitting = all.find(([, one]) => one.selectionPattern && text !== '' && fits(one.selectionPattern, text));
  return fitting ?? all.find(([, one]) => !one.selectionPattern);
}

function fits(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 's').test(text);
  } catch {
    return false;
  }
}

function ofIntegration({ headers, body }: Received, from: string): string | undefined {
  const name = /^integration\.response\.header\.(.+)$/.exec(from)?.[1];
  if (name) return headers.find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1];
  return from === 'integration.response.body' ? body : undefined;
}

function lastOfEach(headers: [string, string][]): [string, string][] {
  return [...new Map(headers.map((pair) => [pair[0].toLowerCase(), pair])).values()];
}
