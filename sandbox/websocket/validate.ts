import { z } from 'zod';
import type { HttpApi, Model, Route } from '@/sandbox/model';
import { SocketRefusal } from './refusal';
import { selectedKey } from './select-route';

const schemas = new WeakMap<Model, z.ZodType>();

/** Holds a message against the model that its route selects (AWS: "Request validation for WebSocket APIs in API Gateway"). */
export function validate(api: HttpApi, route: Route, text: string): void {
  const { modelSelectionExpression: expression, requestModels = {} } = route;
  if (expression === undefined) return;
  const key = selectedKey(expression, text) ?? '$default';
  const name = requestModels[key] ?? requestModels.$default;
  const model = api.models?.find((one) => one.name === name);
  if (!model) throw refused(`no model for ${key}`);
  const read = schemaOf(model).safeParse(parsed(text));
  if (!read.success) throw refused(`${model.name}: ${z.prettifyError(read.error)}`);
}

function schemaOf(model: Model): z.ZodType {
  const known = schemas.get(model) ?? z.fromJSONSchema(JSON.parse(model.schema ?? '{}'));
  schemas.set(model, known);
  return known;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused('no JSON');
  }
}

const refused = (reason: string) => new SocketRefusal(400, 'BadRequestException', 'Bad request body', reason);
