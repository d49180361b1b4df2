import type { editor } from 'monaco-graphql/esm/monaco-editor.js';

/** The names under which Monaco knows our colours, for GraphiQL's `editorTheme`. */
export const EDITOR_THEME = { dark: 'signalbox-dark', light: 'signalbox-light' } as const;
export type Shade = keyof typeof EDITOR_THEME;

/** Monaco takes no custom properties, so the palette of `app/globals.css` is read from the page, one shade at a time. */
const NAMES = [
  'ground',
  'raised',
  'hover',
  'selected',
  'line',
  'line-strong',
  'ink',
  'muted',
  'faint',
  'accent',
  'bad',
  'warn',
  'code-key',
  'code-string',
  'code-number',
  'code-atom',
  'post',
  'patch',
] as const;
type Palette = Record<(typeof NAMES)[number], string>;

/** The palette in the shade that the page shows now. */
function readPalette(): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const read = (name: string) => {
    probe.style.color = `var(--${name})`;
    return asHex(getComputedStyle(probe).color);
  };
  const palette = Object.fromEntries(NAMES.map((name) => [name, read(name)])) as Palette;
  probe.remove();
  return palette;
}

/** `rgb(12, 14, 19)` as `#0c0e13`. */
function asHex(colour: string): string {
  const parts = colour.match(/[\d.]+/g)?.slice(0, 3) ?? ['0', '0', '0'];
  return `#${parts.map((part) => Math.round(Number(part)).toString(16).padStart(2, '0')).join('')}`;
}

/** The theme of the shade that the page shows now: the colours of the answer's viewer, for GraphQL and JSON alike. */
export function editorTheme(shade: Shade): editor.IStandaloneThemeData {
  const palette = readPalette();
  return {
    base: shade === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: rulesOf(palette),
    colors: coloursOf(palette),
  };
}

function rulesOf(palette: Palette): editor.ITokenThemeRule[] {
  const tokens: Record<string, keyof Palette> = {
    '': 'ink',
    'keyword.gql': 'patch',
    'key.identifier.gql': 'code-key',
    'type.identifier.gql': 'code-number',
    'argument.identifier.gql': 'post',
    'operator.gql': 'faint',
    'string.gql': 'code-string',
    'number.gql': 'code-number',
    'annotation.gql': 'warn',
    'comment.gql': 'faint',
    'string.key.json': 'code-key',
    'string.value.json': 'code-string',
    'number.json': 'code-number',
    'keyword.json': 'code-atom',
    'comment.line.json': 'faint',
    'comment.block.json': 'faint',
    delimiter: 'muted',
  };
  return Object.entries(tokens).map(([token, name]) => ({ token, foreground: palette[name].slice(1) }));
}

function coloursOf(palette: Palette): editor.IColors {
  return {
    'editor.background': '#00000000',
    'editor.foreground': palette.ink,
    'editorLineNumber.foreground': palette.faint,
    'editorLineNumber.activeForeground': palette.muted,
    'editorCursor.foreground': palette.ink,
    'editor.selectionBackground': `${palette.accent}59`,
    'editor.inactiveSelectionBackground': `${palette.accent}2e`,
    'editor.findMatchBackground': `${palette.warn}66`,
    'editor.findMatchHighlightBackground': `${palette.warn}33`,
    'editorBracketMatch.background': palette.selected,
    'editorBracketMatch.border': palette.selected,
    'editorIndentGuide.background1': palette.line,
    'editorIndentGuide.activeBackground1': palette['line-strong'],
    'editorError.foreground': palette.bad,
    'editorWarning.foreground': palette.warn,
    'editorWidget.background': palette.raised,
    'editorWidget.foreground': palette.ink,
    'editorWidget.border': palette.line,
    'editorHoverWidget.background': palette.raised,
    'editorHoverWidget.border': palette['line-strong'],
    'editorSuggestWidget.background': palette.raised,
    'editorSuggestWidget.border': palette['line-strong'],
    'editorSuggestWidget.foreground': palette.ink,
    'editorSuggestWidget.selectedBackground': palette.selected,
    'editorSuggestWidget.selectedForeground': palette.ink,
    'editorSuggestWidget.highlightForeground': palette.accent,
    'editorSuggestWidget.focusHighlightForeground': palette.accent,
    'list.hoverBackground': palette.hover,
    'quickInput.background': palette.raised,
    'input.background': palette.ground,
    'input.border': palette['line-strong'],
    'menu.background': palette.raised,
    'menu.foreground': palette.ink,
    'menu.selectionBackground': palette.hover,
    'menu.selectionForeground': palette.ink,
    'textLink.foreground': palette.accent,
    'textLink.activeForeground': palette.accent,
    'editorLink.activeForeground': palette.accent,
    'scrollbar.shadow': '#00000000',
    'scrollbarSlider.background': `${palette['line-strong']}99`,
    focusBorder: palette.accent,
  };
}
