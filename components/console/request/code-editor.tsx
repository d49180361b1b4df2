'use client';

import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, linter } from '@codemirror/lint';
import { EditorState, type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import { checkJson } from '@/components/console/viewer/json-check';

interface CodeEditorProps {
  /** Of the element that takes the focus. */
  id: string;
  label: string;
  language: 'json' | 'text';
  value: string;
  onValue: (value: string) => void;
  onSend: () => void;
}

const COLOURS = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-key)' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool], color: 'var(--code-number)' },
  { tag: tags.null, color: 'var(--code-atom)' },
]);

const LOOK = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--ground)', color: 'var(--ink)', fontSize: '12px' },
  '.cm-scroller': { fontFamily: 'var(--font-geist-mono), ui-monospace, monospace', lineHeight: '20px' },
  '.cm-gutters': { backgroundColor: 'var(--ground)', color: 'var(--faint)', border: 'none' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-content:focus-visible': { outline: 'none' },
  '&.cm-focused': { outline: 'none' },
  // Over the editor and no outline of it, which the line numbers would cover.
  '&.cm-focused::after': {
    content: '""',
    position: 'absolute',
    inset: '0',
    zIndex: '300',
    pointerEvents: 'none',
    border: '2px solid var(--accent)',
    borderRadius: 'calc(var(--radius-md) - 1px)',
  },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--selected)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad)' },
  '.cm-tooltip': { backgroundColor: 'var(--raised)', color: 'var(--ink)', border: '1px solid var(--line)' },
});

function jsonProblems(view: EditorView): Diagnostic[] {
  const text = view.state.doc.toString();
  const problem = text.trim() === '' ? null : checkJson(text);
  if (!problem) return [];
  const from = Math.min(problem.index, text.length);
  return [{ from, to: Math.min(from + 1, text.length), severity: 'error', message: problem.message }];
}

const JSON_PARTS: Extension = [json(), linter(jsonProblems, { delay: 300 }), bracketMatching(), indentOnInput()];

/** The nonce under which this page's policy lets styles in; a script of the page itself may read it. */
function pageNonce(): string {
  return document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
}

/** Selects the first of these words in an editor, so that typing replaces it. */
export function selectInEditor(id: string, words: string): void {
  const content = document.getElementById(id);
  const view = content && EditorView.findFromDOM(content);
  const from = view?.state.doc.toString().indexOf(words) ?? -1;
  if (!view || from < 0) return;
  view.focus();
  view.dispatch({ selection: { anchor: from, head: from + words.length }, scrollIntoView: true });
}

/** Puts the cursor of an editor at a place in its text, and the focus too where that is wanted. */
export function placeCursor(id: string, at: number, focus: boolean): void {
  const content = document.getElementById(id);
  const view = content && EditorView.findFromDOM(content);
  if (!view) return;
  view.dispatch({ selection: { anchor: Math.min(at, view.state.doc.length) } });
  if (focus) view.focus();
}

/** A text editor with its own undo. Tab leaves it, as it leaves any field. */
export function CodeEditor({ id, label, language, value, onValue, onSend }: CodeEditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const told = useRef({ onValue, onSend });
  told.current = { onValue, onSend };
  const start = useRef(value);
  start.current = value;

  useEffect(() => {
    if (!box.current) return;
    const send = {
      key: 'Mod-Enter',
      run: () => {
        told.current.onSend();
        return true;
      },
    };
    const view = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: start.current,
        extensions: [
          Prec.highest(keymap.of([send])),
          history(),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          lineNumbers(),
          syntaxHighlighting(COLOURS),
          language === 'json' ? JSON_PARTS : EditorView.lineWrapping,
          LOOK,
          EditorView.cspNonce.of(pageNonce()),
          // The tab index says to tools what browsers know: it takes the focus.
          EditorView.contentAttributes.of({ id, 'aria-label': label, tabindex: '0' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) told.current.onValue(update.state.doc.toString());
          }),
        ],
      }),
    });
    editor.current = view;
    return () => {
      editor.current = null;
      view.destroy();
    };
  }, [id, label, language]);

  useEffect(() => {
    const view = editor.current;
    if (!view || view.state.doc.toString() === value) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
  }, [value]);

  return <div ref={box} className="h-full min-h-40 overflow-hidden rounded-md border border-line-strong" />;
}
