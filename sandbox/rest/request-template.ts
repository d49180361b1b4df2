import type { RestCall } from './call';
import { fillTemplate } from './expressions';
import type { RestIntegration } from './model';
import { unsupportedMediaType } from './refusal';

/**
 * What a method that is no proxy sends on: its body by the template for its content type, else as it came, unless the
 * method refuses that (AWS: "Method request behavior for payloads without mapping templates").
 */
export function requestBody(call: RestCall, { requestTemplates = {}, passthroughBehavior }: RestIntegration): string {
  const body = call.body.toString('utf8');
  const type = (call.headers['content-type'] ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
  const template = Object.entries(requestTemplates).find(([one]) => one.toLowerCase() === type)?.[1];
  if (template !== undefined) return fillTemplate(template, call, body);
  const any = Object.keys(requestTemplates).length > 0;
  const refuses = passthroughBehavior === 'NEVER' || (passthroughBehavior === 'WHEN_NO_TEMPLATES' && any);
  if (refuses) throw unsupportedMediaType(type);
  return body;
}
