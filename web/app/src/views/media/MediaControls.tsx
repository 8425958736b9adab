import { Mic, MicOff, MonitorUp, MonitorX, Video, VideoOff } from 'lucide-react';
import type { OwnMedia } from '../../rtc/own-media.ts';
import { IconButton } from '../ui/Button.tsx';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { DeviceMenu } from './DeviceMenu.tsx';

const off = 'rounded-full! bg-white! text-black! hover:bg-white/85!';
const on = 'rounded-full!';

/** Microphone, camera, screen and the choice of devices, over a picture. */
export function MediaControls({ media, brief = false }: { media: OwnMedia; /** The microphone alone. */ brief?: boolean }) {
  const t = useText().calls.media;
  const { video, audio, isMuted, isSharing } = useStore(media.state);
  const isSilent = isMuted || !audio;
  const hasCamera = video !== null && !isSharing;
  return (
    <>
      <IconButton label={isSilent ? t.unmute : t.mute} aria-pressed={isSilent} look="stage" size={brief ? 'normal' : 'large'} className={isSilent ? off : on} onClick={() => void media.setMuted(!isSilent)}>
        {isSilent ? <MicOff /> : <Mic />}
      </IconButton>
      {!brief && (
        <>
          <IconButton label={hasCamera ? t.cameraOff : t.cameraOn} aria-pressed={!hasCamera} look="stage" size="large" className={hasCamera ? on : off} onClick={() => void toggleCamera(media, hasCamera)}>
            {hasCamera ? <Video /> : <VideoOff />}
          </IconButton>
          {media.canShare && (
            <IconButton label={isSharing ? t.stopSharing : t.share} aria-pressed={isSharing} look="stage" size="large" className={isSharing ? off : on} onClick={() => (isSharing ? media.stopSharing() : void media.share())}>
              {isSharing ? <MonitorX /> : <MonitorUp />}
            </IconButton>
          )}
          <DeviceMenu media={media} />
        </>
      )}
    </>
  );
}

/** The camera takes the place of the screen, too. */
async function toggleCamera(media: OwnMedia, isOn: boolean): Promise<void> {
  if (media.state.value.isSharing) media.stopSharing();
  await media.setCamera(!isOn);
}
