import { useState } from 'react';
import { preferences } from '../../state/preferences.ts';
import { Switch } from '../ui/Field.tsx';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';

export function NotificationChoices() {
  const t = useText();
  const { sound, notify } = useStore(preferences);
  const [permission, setPermission] = useState(() => ('Notification' in window ? Notification.permission : 'denied'));

  async function wantNotifications(on: boolean) {
    if (on && permission === 'default') setPermission(await Notification.requestPermission());
    preferences.patch({ notify: on && 'Notification' in window && Notification.permission === 'granted' });
  }

  return (
    <div className="flex flex-col gap-2">
      <Switch label={t.settings.sound} hint={t.settings.soundHint} checked={sound} onChange={(on) => preferences.patch({ sound: on })} />
      <Switch
        label={t.settings.notify}
        hint={permission === 'denied' ? t.settings.notifyDenied : t.settings.notifyHint}
        disabled={permission === 'denied'}
        checked={notify && permission === 'granted'}
        onChange={(on) => void wantNotifications(on)}
      />
    </div>
  );
}
