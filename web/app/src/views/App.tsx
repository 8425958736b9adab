import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { Start } from './start/Start.tsx';
import { ChatContext, useSession } from './session-context.ts';
import { Loading } from './ui/Notes.tsx';
import { Toasts } from './ui/Toasts.tsx';
import { useStore } from './use-store.ts';

const Shell = lazy(() => import('./shell/Shell.tsx'));
const Doctor = lazy(() => import('./doctor/Doctor.tsx'));

/** Who is not signed in sees the start, and the connection page; everybody else the shell. */
export function App() {
  const session = useStore(useSession().state);
  return (
    <>
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
      <Toasts />
    </>
  );
}
