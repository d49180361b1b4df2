'use client';

import { useMonaco } from '@graphiql/react';
import * as monaco from 'monaco-graphql/esm/monaco-editor.js';
import { useEffect, useLayoutEffect } from 'react';
import { EDITOR_THEME, editorTheme, type Shade } from './monaco-theme';
import { provideWorkers } from './monaco-workers';
import { giveStylesNonce } from './style-nonce';

/** Monaco puts these on the page once in its life; they go with the console and come back with it. */
const MONACO_MARKS = ['enable-motion', 'reduce-motion', 'underline-links'];
let marks: string[] = [];

/** Brackets of many colours say nothing that the indentation does not say. */
const PLAIN_BRACKETS = { bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } };

/** Makes Monaco at home in the page while GraphiQL is open: its workers, its styles, its colours and its letters. */
export function useMonacoHome(shade: Shade): void {
  useLayoutEffect(() => {
    provideWorkers();
    document.body.classList.add(...marks);
    const takeNonceBack = giveStylesNonce();
    const letters = monaco.editor.onDidCreateEditor((editor) => editor.updateOptions(lettersOf()));
    const brackets = monaco.editor.onDidCreateModel((model) => model.updateOptions(PLAIN_BRACKETS));
    return () => {
      letters.dispose();
      brackets.dispose();
      takeNonceBack();
      // GraphiQL puts its theme on the page and leaves it there, and Monaco what it knows of the person.
      document.body.classList.remove('graphiql-dark', 'graphiql-light');
      marks = MONACO_MARKS.filter((name) => document.body.classList.contains(name));
      document.body.classList.remove(...MONACO_MARKS);
    };
  }, []);
  useLayoutEffect(() => {
    monaco.editor.defineTheme(EDITOR_THEME[shade], editorTheme(shade));
    monaco.editor.setTheme(EDITOR_THEME[shade]);
  }, [shade]);
  const api = useMonaco(({ monacoGraphQL }) => monacoGraphQL);
  useEffect(() => {
    if (!api) return;
    return () => {
      // Ends the worker with the schema, and forgets which models had variables: each visit has models of its own.
      for (const key of Object.keys(api.diagnosticSettings.validateVariablesJSON ?? {})) {
        delete api.diagnosticSettings.validateVariablesJSON?.[key];
      }
      api.setSchemaConfig([]);
    };
  }, [api]);
}

function lettersOf() {
  const fontFamily = getComputedStyle(document.body).getPropertyValue('--font-geist-mono') || 'monospace';
  return { fontFamily, fontSize: 12, lineHeight: 20 };
}
