'use client';

import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ProfileList } from '@/lib/core/account';
import { ProductionPrompt } from './guard/production-prompt';
import { profilesQuery } from './shell/queries';
import { Toaster } from './ui/toast';
import { TooltipLayer } from './ui/tooltip';

interface ProvidersProps {
  /** Of this page's content security policy, for the styles that Base UI writes. */
  nonce: string | undefined;
  /** What the server knew of the profiles when it made the page. */
  profiles: ProfileList | null;
  children: ReactNode;
}

/** What every page stands on. The server retries calls to AWS itself and knows when; here a failure is final until asked again. */
export function Providers({ nonce, profiles, children }: ProvidersProps) {
  const [client] = useState(() => clientWith(profiles));
  return (
    <CSPProvider nonce={nonce}>
      <QueryClientProvider client={client}>
        {children}
        <ProductionPrompt />
        <Toaster />
        <TooltipLayer />
      </QueryClientProvider>
    </CSPProvider>
  );
}

function clientWith(profiles: ProfileList | null): QueryClient {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } } });
  if (profiles) client.setQueryData(profilesQuery().queryKey, profiles);
  return client;
}
