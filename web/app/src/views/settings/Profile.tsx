import { useState } from 'react';
import { mediaUrl } from '../../state/media-url.ts';
import { shrink } from '../../state/images.ts';
import { PictureField } from '../rooms/PictureField.tsx';
import { useChat } from '../session-context.ts';
import { Button } from '../ui/Button.tsx';
import { TextArea, TextField } from '../ui/Field.tsx';
import { ErrorNote } from '../ui/Notes.tsx';
import { toast } from '../ui/toasts.ts';
import { useSubmit } from '../ui/use-submit.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';

/** Sides of the four pictures an avatar is kept in. */
const sides = { thumbnail: 64, small: 128, medium: 256, large: 512 };

export function Profile() {
  const t = useText();
  const chat = useChat();
  const me = useStore(chat.me);
  const [picture, setPicture] = useState<File | null>(null);
  const { submit, busy, error, fieldError } = useSubmit(async (form) => {
    if (picture) {
      const pictures = new FormData();
      for (const [name, side] of Object.entries(sides)) pictures.set(name, await shrink(picture, side), `${name}.webp`);
      await chat.client.rest('PUT', '/users/me/avatar', pictures);
      setPicture(null);
    }
    await chat.client.rest('PATCH', '/me', { display_name: (form.get('name') as string).trim(), bio: (form.get('bio') as string).trim() });
    toast(t.settings.saved);
  });
  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      <PictureField round label={t.settings.picture} file={picture} onChange={setPicture} shown={me.avatar_url && mediaUrl(me.avatar_url)} />
      <TextField label={t.settings.displayName} name="name" defaultValue={me.name} required maxLength={64} error={fieldError('display_name')} autoComplete="nickname" />
      <TextArea label={t.settings.bio} name="bio" defaultValue={me.bio ?? ''} maxLength={500} error={fieldError('bio')} />
      {error !== null && <ErrorNote error={error} />}
      <Button type="submit" look="primary" className="self-start" busy={busy}>
        {t.common.save}
      </Button>
    </form>
  );
}
