import { type Document, isAlias, isMap, isScalar, isSeq, type ParsedNode, parseDocument, type YAMLMap } from 'yaml';
import { isObject, type Json, type JsonObject } from './json';

/** A template that cannot be read or deployed; the message says where. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

export interface TemplateResource extends JsonObject {
  Type: string;
}

export interface Template {
  Description?: string;
  Transform?: Json;
  Globals?: JsonObject;
  Parameters: Record<string, JsonObject>;
  Mappings: Record<string, JsonObject>;
  Conditions: Record<string, Json>;
  Resources: Record<string, TemplateResource>;
  Outputs: Record<string, JsonObject>;
}

/** Reads a CloudFormation or SAM template, JSON or YAML with the short tags (`!Ref`, `!GetAtt a.b`). */
export function parseTemplate(text: string): Template {
  const document = parseDocument(text, { logLevel: 'silent', merge: true, stringKeys: false });
  const [problem] = document.errors;
  if (problem) throw new TemplateError(problem.message);
  return toTemplate(document.contents ? plain(document.contents as Node, document) : null);
}

/** Checks the outline of an already parsed template. */
export function toTemplate(value: Json): Template {
  if (!(isObject(value) && isObject(value.Resources))) throw new TemplateError('A template needs a Resources section.');
  for (const [logicalId, resource] of Object.entries(value.Resources)) {
    if (!(isObject(resource) && typeof resource.Type === 'string')) {
      throw new TemplateError(`The resource ${logicalId} has no Type.`);
    }
  }
  return {
    ...(typeof value.Description === 'string' ? { Description: value.Description } : {}),
    ...(value.Transform === undefined ? {} : { Transform: value.Transform }),
    ...(isObject(value.Globals) ? { Globals: value.Globals } : {}),
    Parameters: section(value, 'Parameters'),
    Mappings: section(value, 'Mappings'),
    Conditions: isObject(value.Conditions) ? value.Conditions : {},
    Resources: value.Resources as Record<string, TemplateResource>,
    Outputs: section(value, 'Outputs'),
  };
}

function section(template: JsonObject, name: string): Record<string, JsonObject> {
  const value = template[name];
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new TemplateError(`The section ${name} is not a mapping.`);
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, JsonObject] => isObject(entry[1])));
}

type Node = ParsedNode;
type Whole = Document;

function plain(node: Node | null, document: Whole): Json {
  if (node === null) return null;
  if (isAlias(node)) return plain((node.resolve(document) ?? null) as Node | null, document);
  const value = untagged(node, document);
  return node.tag?.startsWith('!') ? written(node.tag.slice(1), value) : value;
}

function untagged(node: Node, document: Whole): Json {
  if (isMap(node)) return plainMap(node as YAMLMap<Node, Node | null>, document);
  if (isSeq(node)) return node.items.map((item) => plain(item as Node, document));
  // A tagged scalar is read as the text that stands there: `!Ref 123` names 123.
  if (isScalar(node)) return node.tag?.startsWith('!') ? String(node.value) : (node.value as Json);
  return null;
}

function plainMap(map: YAMLMap<Node, Node | null>, document: Whole): JsonObject {
  const result: JsonObject = {};
  for (const { key, value } of map.items) {
    // Keys keep their spelling: an account id in a mapping may begin with a zero.
    const name = isScalar(key) ? (key.source ?? String(key.value)) : String(key);
    const read = plain(value, document);
    if (name === '<<') for (const base of [read].flat()) Object.assign(result, base);
    else result[name] = read;
  }
  return result;
}

function written(tag: string, value: Json): Json {
  if (tag === 'Ref' || tag === 'Condition') return { [tag]: value };
  if (tag === 'GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.');
    return { 'Fn::GetAtt': [value.slice(0, dot), value.slice(dot + 1)] };
  }
  return { [`Fn::${tag}`]: value };
}
