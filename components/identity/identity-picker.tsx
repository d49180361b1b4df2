'use client';

import { Menu as Base } from '@base-ui/react/menu';
import { Check, ChevronsUpDown, ClipboardPaste, LogIn, ShieldCheck, Users } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useAccount } from '@/components/shell/use-account';
import { Kbd } from '@/components/ui/kbd';
import { tip } from '@/components/ui/tooltip';
import { useShortcut } from '@/components/ui/use-shortcut';
import { Expiry } from './expiry';
import type { Identity } from './identity';
import { type IdentityTask, openIdentityTask, PICKER, useOpenTask } from './identity-dialog';
import { IdentityIcon } from './identity-icon';
import type { IdentityPlace } from './identity-place';
import { pickerGroups } from './picker-choices';
import { identities, useIdentities } from './use-identities';
import { whoOf } from './who';

interface IdentityPickerProps {
  /** Of the button, so that a problem can lead there. */
  id: string;
  place: IdentityPlace;
  chosen: Identity;
}

/** As whom requests go: opens with Alt+I, a digit or the first letters choose. */
export function IdentityPicker({ id, place, chosen }: IdentityPickerProps) {
  const [open, setOpen] = useState(false);
  const { list, account } = useAccount();
  const all = useIdentities();
  const own = account?.profile ?? list?.current ?? null;
  const profiles = { own, names: (list?.profiles ?? []).map(({ name }) => name) };
  const groups = pickerGroups(place, all, profiles);
  const numbered = groups.flatMap((group) => group.identities);
  const busy = useOpenTask() !== null;
  useShortcut('Alt+I', () => setOpen((now) => !now), !busy);

  const choose = (next: string) => {
    identities.choose(place, next);
    setOpen(false);
  };
  const byDigit = (event: KeyboardEvent) => {
    const digit = /^Digit([1-9])$|^Numpad([1-9])$/.exec(event.code);
    const at = Number(digit?.[1] ?? digit?.[2]) - 1;
    const one = event.ctrlKey || event.metaKey || event.altKey ? undefined : numbered[at];
    if (!one) return;
    event.preventDefault();
    event.stopPropagation();
    choose(one.id);
  };
  return (
    <Base.Root open={open} onOpenChange={setOpen}>
      <Base.Trigger
        id={id}
        {...{ [PICKER]: '' }}
        aria-label={`Identity: ${chosen.label}`}
        {...tip('As whom the request is sent', 'Alt+I')}
        className="flex h-9 w-44 min-w-0 shrink-0 @5xl:w-52 items-center gap-2 rounded-md border border-line-strong bg-raised px-2.5 text-left hover:bg-hover"
      >
        <IdentityIcon kind={chosen.kind} />
        <span className="min-w-0 flex-1 truncate">{chosen.label}</span>
        <Expiry identity={chosen} brief />
        <ChevronsUpDown aria-hidden="true" size={13} className="shrink-0 text-faint" />
      </Base.Trigger>
      <Base.Portal>
        {/* A landmark of its own, because it is drawn outside those of the page. */}
        <Base.Positioner role="region" aria-label="Identity" className="z-40 outline-none" sideOffset={4} align="end">
          <Base.Popup
            aria-label="Identity"
            onKeyDownCapture={byDigit}
            className="max-h-(--available-height) w-[min(24rem,calc(100vw-1rem))] overflow-y-auto rounded-md border border-line bg-raised py-1 text-base text-ink shadow-float outline-none"
          >
            <Base.RadioGroup value={chosen.id} onValueChange={(next: string) => choose(next)}>
              {groups.map((group) => (
                <Base.Group key={group.title}>
                  <Base.GroupLabel className="px-3 pt-1.5 pb-1 text-2xs text-faint">{group.title}</Base.GroupLabel>
                  {group.identities.map((one) => (
                    <Choice key={one.id} identity={one} own={own} number={numbered.indexOf(one) + 1} />
                  ))}
                </Base.Group>
              ))}
            </Base.RadioGroup>
            <Base.Separator className="my-1 h-px bg-line" />
            <Tasks place={place} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Choice({ identity, own, number }: { identity: Identity; own: string | null; number: number }) {
  const who = identity.kind === 'iam' && identity.profile === null && own ? `Profile ${own}` : whoOf(identity);
  return (
    <Base.RadioItem
      value={identity.id}
      label={identity.label}
      closeOnClick
      className="flex items-center gap-2 py-1 pr-3 pl-2 outline-none data-highlighted:bg-hover"
    >
      <span className="grid w-3.5 shrink-0 place-items-center text-accent-strong">
        <Base.RadioItemIndicator>
          <Check aria-hidden="true" size={13} />
        </Base.RadioItemIndicator>
      </span>
      <IdentityIcon kind={identity.kind} />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate">{identity.label}</span>
          <Expiry identity={identity} />
        </span>
        <span className="block truncate text-2xs text-faint">{who}</span>
      </span>
      {number <= 9 ? (
        <Kbd keys={String(number)} className="w-5 shrink-0 justify-center" />
      ) : (
        <span className="w-5 shrink-0" />
      )}
    </Base.RadioItem>
  );
}

/** What else can be done about identities. Each opens a window. */
function Tasks({ place }: { place: IdentityPlace }) {
  const signIn = place.doors.length > 0;
  return (
    <>
      <TaskItem place={place} task={{ type: 'sign-in' }} icon={<LogIn size={14} />} disabled={!signIn}>
        Sign in…
      </TaskItem>
      <TaskItem place={place} task={{ type: 'paste' }} icon={<ClipboardPaste size={14} />}>
        Paste a token…
      </TaskItem>
      <TaskItem place={place} task={{ type: 'assume-role' }} icon={<ShieldCheck size={14} />}>
        Assume a role…
      </TaskItem>
      <TaskItem place={place} task={{ type: 'identity-pool' }} icon={<Users size={14} />}>
        Temporary credentials from an identity pool…
      </TaskItem>
    </>
  );
}

interface TaskItemProps {
  place: IdentityPlace;
  task: IdentityTask;
  icon: ReactNode;
  disabled?: boolean;
  children: string;
}

function TaskItem({ place, task, icon, disabled, children }: TaskItemProps) {
  const item = useRef<HTMLDivElement>(null);
  return (
    <Base.Item
      ref={item}
      disabled={disabled ?? false}
      // Once the menu has given the focus back, so that the window returns it to the same place.
      onClick={() => requestAnimationFrame(() => openIdentityTask(place, task))}
      className="flex min-h-7 items-center gap-2 py-1 pr-3 pl-2 outline-none data-disabled:opacity-50 data-highlighted:bg-hover"
    >
      <span className="w-3.5 shrink-0" />
      <span aria-hidden="true" className="shrink-0 text-muted">
        {icon}
      </span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {disabled ? <span className="shrink-0 text-faint text-xs">No JWT authorizer</span> : null}
    </Base.Item>
  );
}
