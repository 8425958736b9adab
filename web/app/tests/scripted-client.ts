import type { ClientEvents, Commands, ParlanceClient } from '@parlance/client';

type Given = { [Type in keyof Commands]: [Type, Commands[Type][0]] }[keyof Commands];

/** Notes what is asked, and answers what `answers` says, `{}` otherwise. */
export class ScriptedClient {
  readonly given: Given[] = [];
  answers: Partial<Record<keyof Commands, () => unknown>> = {};
  readonly #listeners = new Map<string, ((event: never) => void)[]>();

  on = ((name: string, listener: (event: never) => void) => {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
    return () => this.#listeners.set(name, this.#listeners.get(name)!.filter((one) => one !== listener));
  }) as ParlanceClient['on'];

  request = (async (type: keyof Commands, fields: object) => {
    this.given.push([type, fields] as Given);
    return this.answers[type]?.() ?? {};
  }) as ParlanceClient['request'];

  tell<Name extends keyof ClientEvents>(name: Name, event: ClientEvents[Name]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) (listener as (event: ClientEvents[Name]) => void)(event);
  }

  types(): string[] {
    return this.given.map(([type]) => type);
  }
}

/** A connection that never comes about. */
export const deadPeer = () =>
  ({
    getTransceivers: () => [],
    addTransceiver: () => ({ sender: { replaceTrack: async () => undefined } }),
    createDataChannel: () => ({ readyState: 'connecting' }),
    setLocalDescription: async () => undefined,
    localDescription: { type: 'offer', sdp: 'v=0' },
    signalingState: 'stable',
    remoteDescription: null,
    close: () => undefined,
  }) as unknown as RTCPeerConnection;
