import { localSlot, type Slot } from '@/components/store';
import { SUGGESTED_CALLBACK } from './loopback-url';

/** With which application a person signs in at an issuer. No secret: its secret is never kept. */
export interface IssuerClient {
  clientId: string;
  redirectUri: string;
}

const FIRST: IssuerClient = { clientId: '', redirectUri: SUGGESTED_CALLBACK };

/** Remembered from the last sign-in at this issuer. */
export function issuerClient(issuer: string): Slot<IssuerClient> {
  return localSlot(`issuer:${issuer}`, {
    fallback: FIRST,
    parse: (value) => {
      const { clientId, redirectUri } = (value ?? {}) as Partial<IssuerClient>;
      return typeof clientId === 'string' && typeof redirectUri === 'string' ? { clientId, redirectUri } : null;
    },
  });
}
