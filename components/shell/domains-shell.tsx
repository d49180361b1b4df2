'use client';

import dynamic from 'next/dynamic';
import { Spinner } from '@/components/ui/spinner';
import { Title } from './title';

const DomainsPage = dynamic(
  () => import('@/components/console/domains/domains-page').then((module) => module.DomainsPage),
  {
    ssr: false,
    loading: () => (
      <p role="status" className="flex items-center gap-2 p-4 text-muted">
        <Spinner /> Opening the custom domains
      </p>
    ),
  },
);

/** The page of custom domains, which is loaded when it is opened. */
export function DomainsShell() {
  return (
    <>
      <Title>Custom domains</Title>
      <DomainsPage />
    </>
  );
}
