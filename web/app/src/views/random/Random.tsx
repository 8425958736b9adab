import { useEffect, useState } from 'react';
import { rememberedWishes } from '../../state/wishes.ts';
import { spoken } from '../../i18n/index.ts';
import { useChat } from '../session-context.ts';
import { useKeptFocus } from '../ui/focus-return.ts';
import { useStore } from '../use-store.ts';
import { Before } from './Before.tsx';
import { Meeting } from './Meeting.tsx';
import { Waiting } from './Waiting.tsx';

/** Meeting strangers. Going elsewhere ends it. */
export default function Random() {
  const { match } = useChat();
  const state = useStore(match.state);
  useKeptFocus(state.phase === 'meeting' ? state.meeting.match : state.phase);
  const [wishes] = useState(() => rememberedWishes(spoken.value.language));
  useEffect(
    () => () => {
      match.stop();
      match.media.close();
    },
    [match],
  );
  if (state.phase === 'waiting') return <Waiting state={state} />;
  if (state.phase === 'meeting') return <Meeting meeting={state.meeting} />;
  return <Before wishes={wishes} error={state.error} />;
}
