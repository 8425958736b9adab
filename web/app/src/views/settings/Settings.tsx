import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { LanguageAndTheme } from '../start/LanguageAndTheme.tsx';
import { Page } from '../ui/Page.tsx';
import { useText } from '../use-text.ts';
import { Account } from './Account.tsx';
import { Blocked } from './Blocked.tsx';
import { NotificationChoices } from './NotificationChoices.tsx';
import { Profile } from './Profile.tsx';

/** One's profile and account, and how this device shows and tells things. */
export default function Settings() {
  const t = useText();
  return (
    <Page title={t.settings.title} narrow>
      <div className="flex flex-col gap-8">
        <Section title={t.settings.profile}>
          <Profile />
        </Section>
        <Section title={t.settings.account}>
          <Account />
        </Section>
        <Section title={t.settings.appearance}>
          <div className="grid gap-4 sm:grid-cols-2">
            <LanguageAndTheme showLabels />
          </div>
        </Section>
        <Section title={t.settings.notifications}>
          <NotificationChoices />
        </Section>
        <Section title={t.people.blocked}>
          <Blocked />
        </Section>
        <Link href="/doctor" className="self-start text-accent underline">
          {t.settings.connection}
        </Link>
      </div>
    </Page>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4 border-b border-line pb-8 last-of-type:border-0">
      <h2 className="text-lg font-semibold">{title}</h2>
      {children}
    </section>
  );
}
