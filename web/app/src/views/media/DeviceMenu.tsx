import { useEffect } from 'react';
import { SlidersHorizontal } from 'lucide-react';
import type { OwnMedia } from '../../rtc/own-media.ts';
import { IconButton, type ButtonLook } from '../ui/Button.tsx';
import { Menu, MenuChoices, MenuLine } from '../ui/Menu.tsx';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { namesOf } from './device-names.ts';

/** Chooses the camera and the microphone while they are in use. */
export function DeviceMenu({ media, look = 'stage' }: { media: OwnMedia; look?: ButtonLook }) {
  const t = useText().calls.media;
  const list = useStore(media.devices.list);
  const { video, audio } = useStore(media.state);
  useEffect(() => void media.devices.refresh(), [media]);
  return (
    <Menu
      label={t.devices}
      trigger={
        <IconButton label={t.devices} look={look} size="large" className="rounded-full!">
          <SlidersHorizontal />
        </IconButton>
      }
    >
      <MenuChoices label={t.camera} none={t.noCamera} value={video?.getSettings().deviceId ?? list.camera} choices={namesOf(list.cameras, t.cameraNumber)} onChange={(id) => void media.useCamera(id)} />
      <MenuLine />
      <MenuChoices
        label={t.microphone}
        none={t.noMicrophone}
        value={audio?.getSettings().deviceId ?? list.microphone}
        choices={namesOf(list.microphones, t.microphoneNumber)}
        onChange={(id) => void media.useMicrophone(id)}
      />
    </Menu>
  );
}
