import { Overview } from '@/components/shell/overview';

export const metadata = { title: 'APIs' };

export default function Page() {
  return <Overview />;
}
