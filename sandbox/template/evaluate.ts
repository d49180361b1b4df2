import type { Stack } from '@/sandbox/model';
import { attributeOf } from './attributes';
import { intrinsics } from './functions';
import { isObject, type Json, type JsonObject, objectOf, textOf } from './json';
import { type Template, TemplateError, type TemplateResource } from './parse';
import { physicalIdOf } from './physical';

/** Where and with what a template is deployed. */
export interface Scope {
  template: Template;
  account: string;
  region: string;
  stackName: string;
  stackId: string;
  parameters: JsonObject;
  /** The value of another stack's export. */
  imported: (name: string) => string | undefined;
  /** Deploys the nested stack behind a logical id once; undefined where its template is not at hand. */
  nested: (logicalId: string) => Stack | undefined;
}

/** Works out values of one template, each when it is asked for, so that the order of resources does not matter. */
export class Evaluator {
  readonly scope: Scope;
  readonly #physical = new Map<string, string>();
  readonly #open = new Set<string>();
  readonly #pseudo: JsonObject;

  constructor(scope: Scope) {
    this.scope = scope;
    this.#pseudo = {
      'AWS::AccountId': scope.account,
      'AWS::Region': scope.region,
      'AWS::StackName': scope.stackName,
      'AWS::StackId': scope.stackId,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::NotificationARNs': [],
    };
  }

  /** The value with every intrinsic function worked out; undefined is `AWS::NoValue`. */
  resolve(value: Json): Json | undefined {
    if (Array.isArray(value)) return value.map((one) => this.resolve(one)).filter((one) => one !== undefined);
    if (!isObject(value)) return value;
    const [name, ...others] = Object.keys(value);
    const call = name !== undefined && others.length === 0 ? intrinsics[name] : undefined;
    if (call && name !== undefined) return call(this, value[name] ?? null);
    return this.properties(value);
  }

  properties(value: JsonObject): JsonObject {
    const result: JsonObject = {};
    for (const [name, entry] of Object.entries(value)) {
      const resolved = this.resolve(entry);
      if (resolved !== undefined) result[name] = resolved;
    }
    return result;
  }

  condition(name: string): boolean {
    const written = this.scope.template.Conditions[name];
    if (written === undefined) throw new TemplateError(`The condition ${name} is not defined.`);
    return this.#guard(`condition ${name}`, () => this.test(written));
  }

  /** A condition as it stands within another: `{Condition: name}` or one of the condition functions. */
  test(written: Json): boolean {
    if (isObject(written) && typeof written.Condition === 'string') return this.condition(written.Condition);
    return textOf(this.resolve(written)) === 'true';
  }

  ref(name: string): Json | undefined {
    if (name === 'AWS::NoValue') return;
    return this.#pseudo[name] ?? this.scope.parameters[name] ?? this.physicalId(name);
  }

  physicalId(logicalId: string): string {
    const known = this.#physical.get(logicalId);
    if (known !== undefined) return known;
    const resource = this.resource(logicalId);
    const child = resource.Type === 'AWS::CloudFormation::Stack' ? this.scope.nested(logicalId) : undefined;
    const id = child?.id ?? this.#guard(logicalId, () => physicalIdOf(this, logicalId, resource));
    this.#physical.set(logicalId, id);
    return id;
  }

  attribute(logicalId: string, attribute: string): Json {
    const resource = this.resource(logicalId);
    if (resource.Type === 'AWS::CloudFormation::Stack' && attribute.startsWith('Outputs.')) {
      const key = attribute.slice('Outputs.'.length);
      return this.scope.nested(logicalId)?.outputs.find((output) => output.key === key)?.value ?? '';
    }
    return attributeOf(this, { logicalId, type: resource.Type, attribute });
  }

  /** Without such an export AWS refuses the template; here the name stands for the value, as the other stack may not be loaded. */
  imported(name: string): string {
    return this.scope.imported(name) ?? name;
  }

  /** One property of a resource, without working out the others. */
  property(logicalId: string, name: string): Json | undefined {
    const written = objectOf(this.resource(logicalId).Properties)[name];
    return written === undefined ? undefined : this.resolve(written);
  }

  resource(logicalId: string): TemplateResource {
    const resource = this.scope.template.Resources[logicalId];
    if (!resource) throw new TemplateError(`Unresolved resource dependency: ${logicalId} is not in the template.`);
    return resource;
  }

  #guard<T>(name: string, work: () => T): T {
    if (this.#open.has(name)) throw new TemplateError(`Circular dependency: ${[...this.#open, name].join(' → ')}.`);
    this.#open.add(name);
    try {
      return work();
    } finally {
      this.#open.delete(name);
    }
  }
}
