import type { ApiCall } from './api-call';
import { expandValues } from './values';

type Mapping = Record<string, string> | undefined;

/** AWS: "Transform API requests and responses for HTTP APIs": `append`, `overwrite` or `remove`, then what. */
const RULE = /^(append|overwrite|remove):(header|querystring)\.(.+)$/;

export function changePath(call: ApiCall, mapping: Mapping): string | undefined {
  const rule = mapping?.['overwrite:path'];
  return rule === undefined ? undefined : expandValues(call, rule);
}

/** The query that goes on, encoded. */
export function changeQuery(call: ApiCall, mapping: Mapping): string {
  const query = new URLSearchParams(call.rawQuery);
  const rules = rulesFor('querystring', mapping);
  if (rules.length === 0) return call.rawQuery;
  for (const { verb, name, value } of rules) {
    if (verb === 'append') query.append(name, expandValues(call, value));
    else if (verb === 'overwrite') query.set(name, expandValues(call, value));
    else query.delete(name);
  }
  return query.toString();
}

/** A flat list of names and values, as in `rawHeaders`. */
export function changeHeaders(call: ApiCall, rawHeaders: string[], mapping: Mapping): string[] {
  let headers = rawHeaders;
  for (const { verb, name, value } of rulesFor('header', mapping)) {
    if (verb !== 'append') {
      headers = headers.filter((_, i) => headers[i - (i % 2)]?.toLowerCase() !== name.toLowerCase());
    }
    if (verb !== 'remove') headers = [...headers, name, expandValues(call, value)];
  }
  return headers;
}

function rulesFor(part: 'header' | 'querystring', mapping: Mapping): { verb: string; name: string; value: string }[] {
  return Object.entries(mapping ?? {}).flatMap(([key, value]) => {
    const [, verb, where, name] = RULE.exec(key) ?? [];
    return verb && name && where === part ? [{ verb, name, value }] : [];
  });
}
