'use client';

import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ProductionPrompt } from './guard/production-prompt';
import { Toaster } from './ui/toast';
import { TooltipLayer } from './ui/tooltip';

interface ProvidersProps {
  /** Of this page's content security policy, for the styles that Base UI writes. */
  nonce: string | undefined;
  children: ReactNode;
}

/** What every page stands on. The server retries calls to AWS itself and knows when; here a failure is final until asked again. */
export function Providers({ nonce, children }: ProvidersProps) {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } } }),
  );
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
