import type { Configuration } from 'oidc-provider';
import { escapeHtml, PAGE_HEADERS, page } from '@/sandbox/page';

type DeviceFlow = NonNullable<NonNullable<Configuration['features']>['deviceFlow']>;

/** The pages on which somebody enters and confirms the code that a device shows. */
export const devicePages: Pick<DeviceFlow, 'userCodeInputSource' | 'userCodeConfirmSource' | 'successSource'> = {
  userCodeInputSource: (context, formHtml, out, error) => {
    const complaint = out || error ? '<p role="alert">That code is not known. Check it and try again.</p>' : '';
    context.set(PAGE_HEADERS);
    context.body = page(
      'Connect a device',
      `${complaint}<p>Enter the code that the device shows.</p>${labelled(formHtml)}<button type="submit" form="op.deviceInputForm">Continue</button>`,
    );
  },
  userCodeConfirmSource: (...[context, formHtml, client, , userCode]) => {
    context.set(PAGE_HEADERS);
    context.body = page(
      'Connect a device',
      `<p>${escapeHtml(client.clientName ?? client.clientId)} asks to sign in as you. Go on only if the device shows this code: <strong>${escapeHtml(userCode)}</strong></p>${formHtml}<button type="submit" form="op.deviceConfirmForm">Connect</button>`,
    );
  },
  successSource: (context) => {
    context.set(PAGE_HEADERS);
    context.body = page('Device connected', '<p>You can close this window.</p>');
  },
};

/** The provider's form comes with a bare input; a screen reader needs its name. */
function labelled(formHtml: string): string {
  return formHtml
    .replace('<input ', '<input aria-label="Code" ')
    .replace(/<input aria-label="Code" (type="hidden")/, '<input $1');
}
