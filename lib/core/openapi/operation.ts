import type { Schema } from '@/lib/core/json-schema/model-set';

/** What an OpenAPI document says of one method at one path, in one shape for all versions. */
export interface Operation {
  /** In capitals; `ANY` where API Gateway's export says so. */
  method: string;
  /** As the document has it, below its servers: `/notes/{id}`. */
  path: string;
  /** The paths of its servers, without a slash at the end; the first counts most. */
  bases: string[];
  summary: string | null;
  description: string | null;
  deprecated: boolean;
  parameters: Parameter[];
  bodies: Body[];
}

/** Values are as they are written into a field. */
export interface Parameter {
  in: 'path' | 'query' | 'header';
  name: string;
  required: boolean;
  deprecated: boolean;
  description: string | null;
  /** In the words of JSON Schema: `integer`, `string, date-time`. */
  type: string | null;
  choices: string[];
  preset: string | null;
  example: string | null;
}

/** One way to write the body. */
export interface Body {
  contentType: string;
  /** Null where the document says nothing of its shape. */
  schema: Schema | null;
  /** What the document calls the schema: `NewNote`. */
  schemaName: string | null;
  examples: NamedExample[];
}

export interface NamedExample {
  /** Null where the document has one only and does not name it. */
  name: string | null;
  text: string;
}

/** What is kept of an OpenAPI document. */
export interface OpenApiFile {
  title: string;
  version: string;
  /** `OpenAPI 3.1.0`, `Swagger 2.0`. */
  format: string;
  operations: Operation[];
  /** What the schemas of bodies refer to, where they refer to it: `components`, `definitions`. */
  shared: Schema;
  /** References to other files and addresses. Nothing of what stands there is known. */
  remote: string[];
  /** References to what the document does not have. */
  broken: string[];
  /** How many operations there are beyond those that are kept. */
  leftOut: number;
}

/** Of more operations the first are kept: an API of API Gateway has some hundred routes. */
export const MOST_OPERATIONS = 5_000;
