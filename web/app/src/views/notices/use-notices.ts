import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { spoken } from '../../i18n/index.ts';
import { Notifications, type Notice } from '../../state/notifications.ts';
import { preferences } from '../../state/preferences.ts';
import { useChat } from '../session-context.ts';
import { toast } from '../ui/toasts.ts';
import { playTone } from './tone.ts';

const title = document.title;

/** Tells of messages in conversations that are not on the screen, as long as somebody is signed in. */
export function useNotices(): void {
  const chat = useChat();
  const [, go] = useLocation();
  useEffect(() => {
    const notifications = new Notifications(chat.client, chat.conversations, chat.looking, preferences, {
      isLookedAt: () => document.visibilityState === 'visible' && document.hasFocus(),
      showUnread: (count) => (document.title = count > 0 ? spoken.value.text.conversation.titleWithUnread(count, title) : title),
      note: (notice) => toast(lineOf(notice), { action: { label: spoken.value.text.conversation.open, run: () => go(`/c/${notice.conversation.id}`) } }),
      system: (notice) => void showSystem(notice, () => go(`/c/${notice.conversation.id}`)),
      tone: playTone,
    });
    return () => notifications.close();
  }, [chat, go]);

  // A click on a notification, told by the service worker.
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return;
    const open = ({ data }: MessageEvent<{ open?: string }>) => data?.open?.startsWith('/app/') && go(data.open.slice('/app'.length));
    navigator.serviceWorker.addEventListener('message', open);
    return () => navigator.serviceWorker.removeEventListener('message', open);
  }, [go]);
}

const maxLine = 90;

function lineOf({ conversation, message }: Notice): string {
  const from = conversation.kind === 'direct' ? message.name : `${message.name} (${conversation.name || spoken.value.text.common.group})`;
  const text = wordsOf(message);
  return `${from}: ${text.length > maxLine ? `${text.slice(0, maxLine)}…` : text}`;
}

function wordsOf(message: Notice['message']): string {
  return message.content.replace(/\s+/gu, ' ').trim() || spoken.value.text.conversation.sentFile;
}

async function showSystem({ conversation, message }: Notice, open: () => void): Promise<void> {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  const name = conversation.kind === 'direct' ? message.name : conversation.name || spoken.value.text.common.group;
  const body = conversation.kind === 'direct' ? wordsOf(message) : `${message.name}: ${wordsOf(message)}`;
  const options = { body, tag: `c${conversation.id}`, icon: '/app/icon-192.png', data: { address: `/app/c/${conversation.id}` } };
  const worker = await navigator.serviceWorker?.getRegistration('/app/').catch(() => undefined);
  if (worker?.active) return worker.showNotification(name, options);
  const notification = new Notification(name, options);
  notification.onclick = () => {
    window.focus();
    open();
    notification.close();
  };
}
