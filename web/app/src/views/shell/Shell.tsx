import { Suspense, useEffect } from 'react';
import { Route, Switch, useLocation, useRoute } from 'wouter';
import { numberIn, wordsIn } from '../../state/addresses.ts';
import { late } from '../late.ts';
import { Boundary } from '../ui/Boundary.tsx';
import { NotFound } from '../ui/NotFound.tsx';
import { Loading } from '../ui/Notes.tsx';
import { useNotices } from '../notices/use-notices.ts';
import { useChat } from '../session-context.ts';
import { classes } from '../ui/classes.ts';
import { ConversationColumn } from './ConversationColumn.tsx';
import { Navigation } from './Navigation.tsx';
import { StatusLine } from './StatusLine.tsx';
import { Welcome } from './Welcome.tsx';

const Conversation = late(() => import('../conversation/Conversation.tsx'));
const Rooms = late(() => import('../rooms/Rooms.tsx'));
const Invitation = late(() => import('../rooms/Invitation.tsx'));
const People = late(() => import('../people/People.tsx'));
const Settings = late(() => import('../settings/Settings.tsx'));
const Random = late(() => import('../random/Random.tsx'));
const Moderation = late(() => import('../moderation/Moderation.tsx'));
const CallLayer = late(() => import('../calls/CallLayer.tsx'));

/**
 * Everything around the pages of somebody who is signed in. Wide: navigation, one's conversations and a page beside each other. Narrow: one of them at a
 * time, with the navigation at the foot.
 */
export default function Shell() {
  useNotices();
  useKeptDrafts();
  const [place] = useLocation();
  const [isHome] = useRoute('/');
  const [isConversation] = useRoute('/c/:id');
  const showsColumn = isHome || isConversation;
  return (
    <div className="flex h-full flex-col">
      <StatusLine />
      <div className="flex min-h-0 flex-1 flex-col-reverse md:flex-row">
        <Navigation hiddenWhenNarrow={isConversation} />
        {showsColumn && <ConversationColumn className={classes(isConversation && 'max-md:hidden')} />}
        <main className={classes('flex min-h-0 min-w-0 flex-1 flex-col', isHome && 'max-md:hidden')}>
          <Boundary place={place}>
            <Suspense fallback={<Loading />}>
              <Switch>
                <Route path="/c/:id">{({ id }) => <ConversationAt part={id} />}</Route>
                <Route path="/rooms" component={Rooms} />
                <Route path="/j/:key">{({ key }) => <Invitation roomKey={wordsIn(key)} />}</Route>
                <Route path="/people" component={People} />
                <Route path="/random" component={Random} />
                <Route path="/settings" component={Settings} />
                <Route path="/moderation/*?" component={Moderation} />
                <Route path="/" component={Welcome} />
                <Route>
                  <NotFound />
                </Route>
              </Switch>
            </Suspense>
          </Boundary>
        </main>
      </div>
      <Suspense>
        <CallLayer />
      </Suspense>
    </div>
  );
}

function ConversationAt({ part }: { part: string }) {
  const id = numberIn(part);
  return id === undefined ? <NotFound /> : <Conversation key={id} id={id} />;
}

/** What was typed last is written down before the page goes. */
function useKeptDrafts(): void {
  const { drafts } = useChat();
  useEffect(() => {
    const save = () => drafts.save();
    addEventListener('pagehide', save);
    return () => removeEventListener('pagehide', save);
  }, [drafts]);
}
