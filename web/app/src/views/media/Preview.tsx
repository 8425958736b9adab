import { useEffect } from 'react';
import { Camera, VideoOff } from 'lucide-react';
import type { OwnMedia } from '../../rtc/own-media.ts';
import { Button } from '../ui/Button.tsx';
import { SelectField } from '../ui/Field.tsx';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { namesOf } from './device-names.ts';
import { LevelMeter } from './LevelMeter.tsx';
import { useStreamOf } from './use-tracks.ts';
import { Video } from './Video.tsx';

/** What others will see and hear, with the choice of devices. The camera is opened by itself only where the browser allowed it before. */
export function Preview({ media }: { media: OwnMedia }) {
  const t = useText().calls.media;
  const { video, audio, isOpening, cameraTrouble, microphoneTrouble } = useStore(media.state);
  const list = useStore(media.devices.list);
  const stream = useStreamOf(video);
  const open = () => void media.open({ video: true, audio: true });
  useEffect(() => {
    void wasAllowed().then((isAllowed) => {
      if (isAllowed) void media.open({ video: true, audio: true });
    });
  }, [media]);
  const cameras = namesOf(list.cameras, t.cameraNumber);
  const microphones = namesOf(list.microphones, t.microphoneNumber);
  return (
    <div className="flex flex-col gap-3">
      <div className="relative flex aspect-video items-center justify-center overflow-hidden rounded-2xl bg-stage text-white">
        {video ? (
          <Video stream={stream} label={t.videoOf(t.you)} muted mirrored />
        ) : (
          <div className="flex flex-col items-center gap-3 p-4 text-center">
            {isOpening ? (
              <p role="status">{t.asking}</p>
            ) : (
              <>
                <VideoOff aria-hidden className="size-8 opacity-60" />
                <Button look="primary" icon={<Camera aria-hidden className="size-4" />} onClick={open} className="h-auto min-h-10 py-2 whitespace-normal">
                  {t.allow}
                </Button>
                <p className="max-w-xs text-sm text-white/80">{t.allowHint}</p>
              </>
            )}
          </div>
        )}
      </div>
      {cameraTrouble && <Trouble>{t.cameraTrouble[cameraTrouble]}</Trouble>}
      {microphoneTrouble && <Trouble>{t.microphoneTrouble[microphoneTrouble]}</Trouble>}
      {audio && <LevelMeter track={audio} />}
      {(video || audio) && (
        <div className="grid gap-3 sm:grid-cols-2">
          <SelectField label={t.camera} value={video?.getSettings().deviceId ?? ''} disabled={cameras.length === 0} onChange={(event) => void media.useCamera(event.target.value)}>
            {cameras.length === 0 && <option value="">{t.noCamera}</option>}
            <Options of={cameras} />
          </SelectField>
          <SelectField label={t.microphone} value={audio?.getSettings().deviceId ?? ''} disabled={microphones.length === 0} onChange={(event) => void media.useMicrophone(event.target.value)}>
            {microphones.length === 0 && <option value="">{t.noMicrophone}</option>}
            <Options of={microphones} />
          </SelectField>
        </div>
      )}
    </div>
  );
}

function Options({ of }: { of: { value: string; label: string }[] }) {
  return of.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}

function Trouble({ children }: { children: string }) {
  return (
    <p role="alert" className="rounded-lg bg-warn-soft px-3 py-2 text-sm text-warn">
      {children}
    </p>
  );
}

async function wasAllowed(): Promise<boolean> {
  try {
    const asked = await Promise.all(['camera', 'microphone'].map((name) => navigator.permissions.query({ name: name as PermissionName })));
    return asked.every(({ state }) => state === 'granted');
  } catch {
    return false; // a browser that does not tell
  }
}
