/** The nonce under which this page's policy lets styles in; a script of the page itself may read it. */
function pageNonce(): string {
  return document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
}

/**
 * Monaco writes its colours and its decorations into style elements of its own and knows no nonce, so that the page's
 * policy would drop them. Until the answer is called, style elements that scripts of the page make carry the nonce;
 * markup that gets into the page by any other way still does not.
 */
export function giveStylesNonce(): () => void {
  const nonce = pageNonce();
  const own = Object.getOwnPropertyDescriptor(document, 'createElement');
  const make = document.createElement;
  const patched = function createElement(this: Document, name: string, options?: ElementCreationOptions): HTMLElement {
    const element = make.call(this, name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
  document.createElement = patched as Document['createElement'];
  return () => {
    if (document.createElement !== patched) return;
    if (own) Object.defineProperty(document, 'createElement', own);
    else Reflect.deleteProperty(document, 'createElement');
  };
}
