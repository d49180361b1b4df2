'use client';

import { useMonaco } from '@graphiql/react';
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql';
import { useEffect, useMemo, useState } from 'react';
import type { PortModes } from '@/components/console/graphiql/port';
import { marked } from './marked';
import type { KeptSchema } from './schema-shelf';

/** Up to so many types the page builds the schema for docs and builder in a quiet moment; beyond, once they are opened. */
const LIGHT_TYPES = 1_500;

const CONFIG = { uri: 'schema.graphql', buildSchemaOptions: { assumeValid: true } };

/** The introspection as it is shown: with marks at what the chosen mode does not open. */
export function useShownText(kept: KeptSchema | null, modes: PortModes | null): string | null {
  const text = kept?.texts.introspection ?? null;
  const rules = kept?.rules;
  const auth = modes?.auth;
  const mode = modes?.all.find(({ id }) => id === modes.chosen)?.mode;
  return useMemo(() => {
    if (text === null || !rules || !auth || !mode) return text;
    return JSON.stringify(marked(JSON.parse(text) as IntrospectionQuery, { rules, auth, mode }));
  }, [text, rules, auth, mode]);
}

/** Gives the schema to the worker that completes, hints and checks: as text, so that this page builds nothing for it. Whether it keeps the rules of GraphQL is said elsewhere. */
export function useSchemaInEditor(text: string | null): void {
  const api = useMonaco(({ monacoGraphQL }) => monacoGraphQL);
  useEffect(() => {
    if (!api) return;
    const set = Object.getPrototypeOf(api).setSchemaConfig.bind(api) as typeof api.setSchemaConfig;
    // GraphiQL would print the schema that docs use and have it parsed again.
    api.setSchemaConfig = (configs) => {
      if (configs.every(({ schema }) => !schema)) set(configs);
    };
    api.setSchemaConfig(text === null ? [] : [{ ...CONFIG, introspectionJSONString: text }]);
    return () => {
      Reflect.deleteProperty(api, 'setSchemaConfig');
    };
  }, [api, text]);
}

/** The schema as an object of this page, for docs and builder. Null until it is built, and where it cannot be. */
export function useBuiltSchema(text: string | null, types: number, wanted: boolean): GraphQLSchema | null {
  const [built, setBuilt] = useState<{ text: string; schema: GraphQLSchema | null } | null>(null);
  const due = wanted || types <= LIGHT_TYPES;
  useEffect(() => {
    if (text === null || !due) return;
    const build = () => setBuilt({ text, schema: schemaOf(text) });
    const idle = requestIdleCallback(build, { timeout: wanted ? 50 : 1_000 });
    return () => cancelIdleCallback(idle);
  }, [text, due, wanted]);
  return built?.text === text ? built.schema : null;
}

function schemaOf(text: string): GraphQLSchema | null {
  try {
    // The worker has looked at it; what is wrong with it stands beside the editor.
    return buildClientSchema(JSON.parse(text) as IntrospectionQuery, { assumeValid: true });
  } catch {
    return null;
  }
}
