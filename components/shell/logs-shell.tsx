'use client';

import dynamic from 'next/dynamic';
import { Spinner } from '@/components/ui/spinner';
import { Title } from './title';

const LogsPage = dynamic(() => import('@/components/console/logs/logs-page').then((module) => module.LogsPage), {
  ssr: false,
  loading: () => (
    <p role="status" className="flex items-center gap-2 p-4 text-muted">
      <Spinner /> Opening the logs
    </p>
  ),
});

/** The page of logs, which is loaded when it is opened. */
export function LogsShell() {
  return (
    <>
      <Title>Logs</Title>
      <h1 className="sr-only">Logs</h1>
      <LogsPage />
    </>
  );
}
