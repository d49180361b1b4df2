import { stringify } from 'yaml';
import type { Answer, Output } from './call';

/** The operations that answer with a document as it is. */
export const EXPORTS: ReadonlySet<string> = new Set(['ExportApi', 'GetExport']);

/** A document as it goes out: JSON, or YAML where that was asked for. */
export function exported(document: Output, yaml: boolean): Output {
  const text = JSON.stringify(document, null, 2);
  return yaml
    ? { type: 'application/yaml', text: stringify(JSON.parse(text), { aliasDuplicateObjects: false }) }
    : { type: 'application/json', text };
}

export function exportAnswer({ type, text }: Output, requestId: string): Answer {
  return {
    status: 200,
    headers: { 'content-type': String(type), 'x-amzn-requestid': requestId },
    body: String(text),
  };
}
