import { Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { late } from './late.ts';
import { Start } from './start/Start.tsx';
import { ChatContext, useSession } from './session-context.ts';
import { Boundary } from './ui/Boundary.tsx';
import { useKeptFocus } from './ui/focus-return.ts';
import { Loading } from './ui/Notes.tsx';
import { Toasts } from './ui/Toasts.tsx';
import { useStore } from './use-store.ts';

const Shell = late(() => import('./shell/Shell.tsx'));
const Doctor = late(() => import('./doctor/Doctor.tsx'));

/** Who is not signed in sees the start, and the connection page; everybody else the shell. */
export function App() {
  const session = useStore(useSession().state);
  const [place] = useLocation();
  useKeptFocus(place);
  return (
    <>
      <Boundary place={place}>
        <Suspense fallback={<Loading />}>
          <Switch>
            <Route path="/doctor">
              <Doctor />
            </Route>
            <Route>
              {session.state === 'in' ? (
                <ChatContext value={session.chat}>
                  {/* Another chat is another connection, also of the same person: nothing of the old one is kept. */}
                  <Shell key={session.chat.serial} />
                </ChatContext>
              ) : (
                <Start {...(session.refusal ? { refusal: session.refusal } : {})} />
              )}
            </Route>
          </Switch>
        </Suspense>
      </Boundary>
      <Toasts />
    </>
  );
}
