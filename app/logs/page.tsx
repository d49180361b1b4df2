import { LogsShell } from '@/components/shell/logs-shell';

export default function Page() {
  return <LogsShell />;
}
