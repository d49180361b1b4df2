import { describe, expect, it } from 'vitest';
import { placed } from '@/components/console/draft/draft';
import { bodyOf, exampleFor, withContentType, withExample } from '@/components/console/draft/draft-body';
import { draftTarget } from '@/components/console/draft/draft-request';
import { newDraft } from '@/components/console/draft/new-draft';
import type { GatewayRoute } from '@/lib/apis/gateway/contract';
import { matchOperations } from '@/lib/core/openapi/match';
import { parseRouteKey } from '@/lib/core/path';
import { readOpenApiText } from './document-text';
import { askedOf, changedTo, firstDraft, modelsOf, operationDraft, operationOf, type RouteTold } from './told-route';

const route = (key: string, request?: GatewayRoute['request']): GatewayRoute => ({
  ...{ id: 'r', key, ...parseRouteKey(key), auth: 'none', authorizerId: null, scopes: [], integrationId: null },
  ...(request ? { request } : {}),
});

const yaml = `
openapi: 3.1.0
paths:
  /notes/{noteId}:
    parameters: [{ name: noteId, in: path, schema: { type: string }, example: n 1 }]
    get: { summary: One }
    put:
      parameters:
        - { name: dry, in: query, schema: { type: boolean, default: false } }
        - { name: x-team, in: header, required: true, schema: { enum: [red, blue] } }
      requestBody:
        content:
          application/xml: { example: <note/> }
          application/vnd.note+json: { schema: { $ref: '#/components/schemas/Note' } }
          application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Note' } }
          multipart/form-data: { schema: { type: object } }
  /files/{name}.{kind}:
    get:
      parameters: [{ name: name, in: path, example: plan }, { name: kind, in: path }]
components:
  schemas:
    Note: { properties: { id: { readOnly: true, type: string }, text: { type: string, example: Hi }, of: { $ref: '#/components/schemas/Note' } } }
`;

function toldOf(of: GatewayRoute): RouteTold {
  const found = readOpenApiText(yaml);
  if ('refused' in found) throw new Error(found.refused);
  const operations = matchOperations(found.file.operations, [of], []).byRoute.get(of.key) ?? [];
  return { file: found.file, operations };
}

describe('a new draft', () => {
  it('has what the file says of the route, under the names of the route', () => {
    const put = route('PUT /notes/{id}');
    const draft = firstDraft(put, toldOf(put), []);
    expect(draft).toMatchObject({
      method: 'PUT',
      parameters: { id: 'n 1' },
      query: [{ name: 'dry', value: 'false', on: false }],
      headers: [
        { name: 'content-type', value: 'application/vnd.note+json' },
        { name: 'x-team', value: 'red', on: true },
      ],
      bodyMode: 'json',
      template: '',
    });
    expect(JSON.parse(draft.json)).toEqual({ text: 'Hi' });
  });

  it('of any method has the first operation, and its method chooses among them', () => {
    const any = route('ANY /notes/{id}');
    const told = toldOf(any);
    const draft = firstDraft(any, told, []);
    expect(draft.method).toBe('GET');
    expect(operationOf(told, draft)?.summary).toBe('One');
    expect(operationOf(told, { ...draft, method: 'PUT' })?.parameters).toHaveLength(3);
    expect(operationOf(told, { ...draft, method: 'DELETE' })).toBeNull();
  });

  it('of a catch-all has none until one is chosen, whose path then has parameters of its own', () => {
    const all = route('$default');
    const told = toldOf(all);
    expect(firstDraft(all, told, [])).toEqual(newDraft(all));
    const operation = told.operations.find(({ path }) => path.startsWith('/files'));
    if (!operation) throw new Error('The file has no such operation.');
    const before = { ...newDraft(all), base: 'http://emulator.test', timeoutMs: 5 };
    const draft = changedTo(operationDraft(all, { file: told.file, operation }, []), before);
    expect(draft).toMatchObject({ path: null, template: '/files/{name}.{kind}', base: before.base, timeoutMs: 5 });
    expect(operationOf(told, draft)).toBe(operation);
    const filled = { ...draft, parameters: { ...draft.parameters, kind: 'pdf' } };
    expect(draftTarget(filled, placed(all, filled))).toBe('/files/plan.pdf');
  });
});

describe('what API and file both say', () => {
  const put = route('PUT /notes/{id}', {
    parameters: [
      { in: 'query', name: 'dry', required: true },
      { in: 'header', name: 'X-Team', required: false },
      { in: 'query', name: 'own', required: false },
    ],
    bodies: [{ contentType: 'application/xml', model: 'Note' }],
    validates: { parameters: true, body: true },
    apiKeyRequired: true,
    limitMs: 1,
  });
  const told = toldOf(put);
  const [operation = null] = told.operations.filter(({ method }) => method === 'PUT');
  const { request } = askedOf(put, operation);

  it('is required where either says so, and refused by API Gateway only where it says so itself', () => {
    const words = request?.parameters.map((one) => [one.name, one.required, one.unchecked ?? false]);
    expect(words).toEqual([
      ['dry', true, false],
      ['X-Team', true, true],
      ['own', false, false],
      ['id', true, true],
    ]);
    expect(request).toMatchObject({ apiKeyRequired: true, validates: { body: true } });
  });

  it('has the model of the API for its content type, with the examples of the file, and the other types of the file', () => {
    expect(request?.bodies.map(({ contentType, model }) => [contentType, model])).toEqual([
      ['application/xml', 'Note'],
      ['application/vnd.note+json', '#1'],
      ['application/x-www-form-urlencoded', '#2'],
      ['multipart/form-data', '#3'],
    ]);
    expect(request?.bodies[0]?.told).toMatchObject({ isFileModel: false, examples: [{ text: '<note/>' }] });
  });
});

describe('a body of another content type', () => {
  const put = route('PUT /notes/{id}');
  const told = toldOf(put);
  const [operation = null] = told.operations;
  const models = modelsOf(operation, told.file);
  const { request } = askedOf(put, operation);
  const typed = (contentType: string) => {
    const body = request?.bodies.find((one) => one.contentType === contentType);
    if (!body) throw new Error('The file has no such body.');
    return body;
  };
  const draft = { ...newDraft(put), bodyMode: 'json' as const, json: '{"mine":1}' };

  it('changes the kind of body and its header, and keeps what was typed', () => {
    const form = typed('application/x-www-form-urlencoded');
    const changed = withExample(draft, form, exampleFor(form, models) ?? '');
    expect(changed).toMatchObject({
      bodyMode: 'form',
      json: '{"mine":1}',
      headers: [],
      form: [{ name: 'text', value: 'Hi' }],
    });
    const xml = withContentType(changed, typed('application/xml'));
    expect(xml).toMatchObject({ bodyMode: 'text', headers: [{ name: 'content-type', value: 'application/xml' }] });
    expect(bodyOf(request, xml)?.contentType).toBe('application/xml');
    expect(withContentType(xml, typed('application/x-www-form-urlencoded')).headers).toEqual([]);
    const parts = withContentType(xml, typed('multipart/form-data'));
    expect(parts).toMatchObject({ bodyMode: 'file', headers: [{ value: 'multipart/form-data; boundary=' }] });
    expect(bodyOf(request, parts)?.contentType).toBe('multipart/form-data');
  });

  it('is the one that the header names, else one of the same kind, and a new draft never has a form with files', () => {
    expect(bodyOf(request, draft)?.contentType).toBe('application/vnd.note+json');
    expect(bodyOf(request, { ...draft, bodyMode: 'text' })?.contentType).toBe('application/xml');
    const only = { ...request, bodies: [typed('multipart/form-data')] } as NonNullable<typeof request>;
    expect(bodyOf(only, draft)?.contentType).toBe('multipart/form-data');
    expect(newDraft({ ...put, request: only })).toMatchObject({ bodyMode: 'none', headers: [{ name: 'x-team' }] });
  });
});
