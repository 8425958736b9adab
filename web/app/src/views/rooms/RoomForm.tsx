import { useState } from 'react';
import type { Conversation, RoomFields } from '@parlance/client';
import { mediaUrl } from '../../state/media-url.ts';
import { shrink } from '../../state/images.ts';
import { useChat } from '../session-context.ts';
import { Button } from '../ui/Button.tsx';
import { SelectField, TextArea, TextField } from '../ui/Field.tsx';
import { ErrorNote } from '../ui/Notes.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { useText } from '../use-text.ts';
import { PictureField } from './PictureField.tsx';

const thumbnailSide = 512;

/** What a room is: of a new one, or of `room`, which is changed. */
export function RoomForm({ room, action, save }: { room?: Conversation; action: string; save(fields: RoomFields): Promise<void> }) {
  const t = useText();
  const chat = useChat();
  const [privacy, setPrivacy] = useState<Conversation['privacy']>(room?.privacy ?? 'public');
  const [picture, setPicture] = useState<File | null>(null);
  const { submit, busy, error, fieldError } = useSubmit(async (form) => {
    const text = (name: string) => (form.get(name) as string).trim();
    const fields: RoomFields = { name: text('name'), privacy };
    // An empty field of a new room is no field; of one that is changed, it clears what was there.
    for (const name of ['description', 'category'] as const) if (text(name) || room) fields[name] = text(name);
    if (privacy === 'password' && text('password')) fields.password = text('password');
    if (picture) fields.thumbnail_url = (await chat.client.rest<{ url: string }>('POST', '/thumbnails', await shrink(picture, thumbnailSide))).url;
    await save(fields);
  });
  return (
    <form className="flex flex-col gap-4 pb-2" onSubmit={submit}>
      <TextField label={t.rooms.name} name="name" defaultValue={room?.name} required maxLength={100} autoComplete="off" error={fieldError('name')} />
      <TextArea label={t.rooms.description} name="description" defaultValue={room?.description ?? ''} maxLength={500} error={fieldError('description')} />
      <SelectField label={t.rooms.category} name="category" defaultValue={room?.category ?? 'Social'}>
        {Object.entries(t.rooms.categories).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField label={t.rooms.privacy} value={privacy} onChange={(e) => setPrivacy(e.target.value as Conversation['privacy'])}>
        <option value="public">{t.rooms.privacyPublic}</option>
        <option value="password">{t.rooms.privacyPassword}</option>
        <option value="private">{t.rooms.privacyPrivate}</option>
      </SelectField>
      {privacy === 'password' && (
        <TextField label={t.rooms.password} name="password" type="password" required={room?.privacy !== 'password'} minLength={4} autoComplete="new-password" error={fieldError('password')} />
      )}
      <PictureField label={t.rooms.picture} file={picture} onChange={setPicture} shown={room?.thumbnail_url ? mediaUrl(room.thumbnail_url) : null} />
      {error !== null && <ErrorNote error={error} />}
      <Button type="submit" look="primary" busy={busy}>
        {action}
      </Button>
    </form>
  );
}
